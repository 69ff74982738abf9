package io.trellis.rules.decision.dmn;

/** A text that can't be translated. The message says what in it; for texts of problems it is a parameter. */
final class FeelFailure extends Exception {
    private static final long serialVersionUID = 1L;

    FeelFailure(String what) {
        super(what);
    }
}
