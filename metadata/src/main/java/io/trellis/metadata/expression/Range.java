package io.trellis.metadata.expression;

/** A stretch of source text: {@code offset} counts UTF-16 units from 0, as editors do. */
public record Range(int offset, int length) {

    /** Where the range stops (exclusive). */
    public int end() {
        return offset + length;
    }

    /** From the beginning of this range to the end of {@code other}. */
    Range to(Range other) {
        return new Range(offset, other.end() - offset);
    }
}
