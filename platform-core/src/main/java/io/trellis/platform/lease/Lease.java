package io.trellis.platform.lease;

/** Something this node, and no other, does at present. Thread-safe. */
public interface Lease {
    String name();

    /** Grows with every holder of this name: who writes with the greatest is the present one. */
    long token();

    /**
     * Whether it is still this node's, from what is known without asking the store; cheap enough for a loop. Becomes false when this
     * node could not reach the store for so long that others think it dead, and never true again.
     */
    boolean held();

    /** Lets others have it at once. Does nothing when it isn't held any more. */
    void release();
}
