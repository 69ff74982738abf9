package io.trellis.rules.decision.dmn;

import java.util.HashSet;
import java.util.Set;

/** Names of ours for what other products call anything: {@code Applicant Age} is {@code applicantAge}. */
final class DmnNames {
    private static final int MAX = 40;

    private final Set<String> taken = new HashSet<>();

    /** @param otherwise a valid name for texts without a letter of a to z, such as Chinese ones */
    String make(String text, String otherwise) {
        String plain = camel(text == null ? "" : text);
        String name = plain.isEmpty() ? otherwise : plain;
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            String suffix = String.valueOf(number);
            free = name.substring(0, Math.min(name.length(), MAX - suffix.length())) + suffix;
        }
        return free;
    }

    private static String camel(String text) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < text.length() && name.length() < MAX; i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (letter || c >= '0' && c <= '9' && !name.isEmpty()) {
                name.append(name.isEmpty() ? Character.toLowerCase(c) : upper ? Character.toUpperCase(c) : c);
                upper = false;
            } else {
                upper = true;
            }
        }
        return name.toString();
    }
}
