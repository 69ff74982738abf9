package io.trellis.platform.store.s3;

import io.trellis.platform.store.UnusableStore;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where a bucket is, as {@code TRELLIS_FILES} says it: {@code s3://bucket?endpoint=https://…&region=…&prefix=…}.
 *
 * @param prefix put before every key, with a slash at its end; empty for none
 * @param endpoint null for Amazon's own
 * @param region null for what the environment says ({@code AWS_REGION})
 */
record S3Address(String bucket, String prefix, URI endpoint, String region) {
    private static final Set<String> KNOWN = Set.of("endpoint", "region", "prefix");

    /** @throws UnusableStore saying what is wrong and how it should be */
    static S3Address parse(String text) {
        try {
            URI address = new URI(text);
            String bucket = address.getHost() == null ? address.getAuthority() : address.getHost();
            if (!"s3".equals(address.getScheme()) || bucket == null || address.getUserInfo() != null) {
                throw wrong(text, "no bucket is named");
            }
            Map<String, String> parameters = new HashMap<>();
            for (String pair : address.getQuery() == null
                    ? new String[0]
                    : address.getQuery().split("&")) {
                int equals = pair.indexOf('=');
                if (equals < 1 || !KNOWN.contains(pair.substring(0, equals))) {
                    throw wrong(text, "\"" + pair + "\" means nothing");
                }
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
            String prefix = parameters.getOrDefault("prefix", "").replaceAll("^/+|/+$", "");
            String endpoint = parameters.get("endpoint");
            return new S3Address(
                    bucket,
                    prefix.isEmpty() ? "" : prefix + "/",
                    endpoint == null ? null : new URI(endpoint),
                    parameters.get("region"));
        } catch (URISyntaxException malformed) {
            throw wrong(text, "it is no address");
        }
    }

    private static UnusableStore wrong(String text, String why) {
        return new UnusableStore(
                "TRELLIS_FILES=" + text + ": " + why + ".",
                "Write s3://bucket?endpoint=https://host&region=name&prefix=folder; endpoint, region and prefix may be left out,"
                        + " and the keys are taken from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
                null);
    }
}
