package io.trellis.platform.health;

/**
 * Something without which this node can answer nobody. A Spring bean; asked at most once a second, and given up after two. What a node can
 * do without for a while does not belong here, since every node would be taken out of service at once.
 */
public interface ReadinessCheck {
    /** One word, shown to whoever asks. */
    String name();

    /** @throws Exception when it can't be reached; the message goes to the log only */
    void check() throws Exception;
}
