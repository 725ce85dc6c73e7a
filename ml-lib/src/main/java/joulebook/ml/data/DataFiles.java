package joulebook.ml.data;

import ai.djl.Application.CV;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.RemoteRepository;
import ai.djl.repository.Repository;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The files of a data set by name, wherever they lie. */
@FunctionalInterface
interface DataFiles {

    /** Where DJL's own data sets lie. */
    Repository DJL = new RemoteRepository("data", URI.create("https://mlrepo.djl.ai/"));

    /** Opens a file, compressed or not. */
    InputStream open(String file) throws IOException;

    /** Those in a folder, each as it is or with {@code .gz}. */
    static DataFiles in(Path folder) {
        return file -> {
            Path plain = folder.resolve(file);
            Path zipped = folder.resolve(file + ".gz");
            if (!Files.isRegularFile(plain) && !Files.isRegularFile(zipped)) {
                throw new NoSuchFileException(
                        "there is no file " + file + " or " + file + ".gz in " + folder.toAbsolutePath());
            }
            return Files.newInputStream(Files.isRegularFile(plain) ? plain : zipped);
        };
    }

    /**
     * Those of a data set of DJL's, fetched once and kept in DJL's cache; they have the names that DJL gives them.
     *
     * @throws IOException if they are not in the cache and cannot be fetched
     */
    static DataFiles ofDjl(Repository repository, String artifactId) throws IOException {
        MRL resource = repository.dataset(CV.ANY, "ai.djl.basicdataset", artifactId, "1.0");
        Artifact artifact = resource.getDefaultArtifact();
        if (artifact == null) {
            throw new IOException(artifactId + " is not in " + repository.getBaseUri());
        }
        resource.prepare(artifact);
        return file -> repository.openStream(artifact.getFiles().get(file), null);
    }

    /** What a file holds, decompressed if it begins as gzip does. */
    static InputStream unzipped(InputStream file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file, 1 << 16);
        in.mark(2);
        boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return zipped ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
    }
}
