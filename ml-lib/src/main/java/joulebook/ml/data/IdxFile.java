package joulebook.ml.data;

import ai.djl.ndarray.types.Shape;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The IDX format of MNIST: two zero bytes, a type code, the number of dimensions, the dimensions as big-endian int32, then
 * the values row-major. Only unsigned bytes (type code 8) are read.
 *
 * @param shape all dimensions, the number of examples first
 * @param bytes the values, to be read as unsigned
 */
record IdxFile(Shape shape, byte[] bytes) {

    private static final int UNSIGNED_BYTES = 0x0800;

    static IdxFile read(InputStream stream) throws IOException {
        try {
            return read(new DataInputStream(stream));
        } catch (EOFException e) {
            throw new IOException("An IDX file ends before its last value", e);
        }
    }

    private static IdxFile read(DataInputStream in) throws IOException {
        int magic = in.readInt();
        if (magic >>> 8 != UNSIGNED_BYTES >>> 8) {
            throw new IOException("Not an IDX file of unsigned bytes: its magic number is " + magic);
        }
        long[] dimensions = new long[magic & 0xff];
        for (int d = 0; d < dimensions.length; d++) {
            dimensions[d] = in.readInt();
        }
        Shape shape = new Shape(dimensions);
        byte[] bytes = new byte[Math.toIntExact(shape.size())];
        in.readFully(bytes);
        return new IdxFile(shape, bytes);
    }

    /** All values divided by 255, so that they lie in [0, 1]. */
    float[] scaled() {
        float[] scaled = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            scaled[i] = (bytes[i] & 0xff) / 255f;
        }
        return scaled;
    }

    int[] labels() {
        int[] labels = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            labels[i] = bytes[i] & 0xff;
        }
        return labels;
    }
}
