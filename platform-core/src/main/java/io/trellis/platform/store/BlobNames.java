package io.trellis.platform.store;

import java.util.regex.Pattern;

/** What tenants and blobs may be called, so that a name can be a path, a key and a part of an address without any care. */
public final class BlobNames {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final int LONGEST = 300;

    private BlobNames() {}

    /** @throws IllegalArgumentException when the name could be anything but a name */
    public static void check(String tenant, String name) {
        checkTenant(tenant);
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException("No name of a blob: " + name);
        }
        for (String part : name.split("/", -1)) {
            if (!PART.matcher(part).matches()) {
                throw new IllegalArgumentException("No name of a blob: " + name);
            }
        }
    }

    public static void checkTenant(String tenant) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("No name of a tenant: " + tenant);
        }
    }

    /** @param prefix empty, or whole folders with a slash at the end */
    public static void checkPrefix(String tenant, String prefix) {
        checkTenant(tenant);
        if (!prefix.isEmpty()) {
            if (!prefix.endsWith("/")) {
                throw new IllegalArgumentException("No prefix of blobs: " + prefix);
            }
            check(tenant, prefix.substring(0, prefix.length() - 1));
        }
    }
}
