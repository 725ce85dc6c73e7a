package joulebook.magics.paper;

import java.util.Iterator;
import joulebook.ml.paper.Catalogue;
import joulebook.ml.paper.Paper;

/** The ids of the papers that can be reproduced, for completion. */
final class PaperIds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Catalogue.built().stream().map(Paper::id).iterator();
    }
}
