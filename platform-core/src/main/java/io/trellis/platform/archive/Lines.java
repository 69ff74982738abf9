package io.trellis.platform.archive;

/** Gives the lines of a section one after the other. */
interface Lines extends AutoCloseable {
    Lines NONE = new Lines() {
        @Override
        public Line next() {
            return null;
        }

        @Override
        public void close() {}
    };

    /** The next, or null at the end. */
    Line next();

    @Override
    void close();
}
