package io.trellis.platform.search.engine;

/** What kind of token. Only those that phrases are asked of keep their places. */
public enum Channel {
    /** Single characters. */
    ONE(false),
    /** Two characters that follow each other. */
    TWO(false),
    /** Three characters that follow each other. */
    THREE(true),
    /** How a Chinese character is read. */
    SYLLABLE(true);

    private final boolean places;

    Channel(boolean places) {
        this.places = places;
    }

    public boolean places() {
        return places;
    }
}
