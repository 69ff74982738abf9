package io.trellis.metadata.expression;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what was probably meant by a misspelt name. */
public final class Suggestions {

    private Suggestions() {}

    /** The closest candidate, if it is close enough: case aside, one change in three characters. */
    public static Optional<String> closest(String name, Collection<String> candidates) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int allowed = Math.max(1, Math.min(wanted.length(), 30) / 3);
        record Ranked(String candidate, int distance) {}
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - wanted.length()) <= allowed)
                .map(candidate -> new Ranked(candidate, distance(wanted, candidate.toLowerCase(Locale.ROOT))))
                .filter(ranked -> ranked.distance() <= allowed)
                .min(Comparator.comparingInt(Ranked::distance).thenComparing(Ranked::candidate))
                .map(Ranked::candidate);
    }

    /** Parameters naming {@code name} and, when there is one, the {@code suggestion}. */
    static Map<String, Object> params(String name, Collection<String> candidates) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", name);
        closest(name, candidates).ifPresent(suggestion -> params.put("suggestion", suggestion));
        return params;
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
