package io.trellis.platform.cluster;

/**
 * Something that nodes may remember and must look up again. It carries no news itself, so that hearing it twice does no harm.
 *
 * @param topic whose business it is, see {@link NoticeListener#topic}
 * @param key what exactly, in the topic's own terms; may be empty
 */
public record Notice(String topic, String tenant, String key) {}
