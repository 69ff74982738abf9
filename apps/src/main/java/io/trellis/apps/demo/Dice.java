package io.trellis.apps.demo;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Chance with a fixed seed, so that every demo company is the same. Not thread-safe. */
final class Dice {
    private final Random random;

    Dice(long seed) {
        this.random = new Random(seed);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A whole number, both ends included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    double fraction() {
        return random.nextDouble();
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** One of the choices, each as likely as its weight says. */
    <T> T pick(List<T> choices, ToDoubleFunction<T> weight) {
        double total = 0;
        for (T choice : choices) {
            total += weight.applyAsDouble(choice);
        }
        double at = random.nextDouble() * total;
        for (T choice : choices) {
            at -= weight.applyAsDouble(choice);
            if (at < 0) {
                return choice;
            }
        }
        return choices.getLast();
    }

    /**
     * A word of a compact table such as {@code "a:1 b:3"}: {@code b} comes three times as often as {@code a}.
     */
    String word(String table) {
        List<String> entries = List.of(table.split(" "));
        String entry = pick(entries, e -> Double.parseDouble(e.substring(e.indexOf(':') + 1)));
        return entry.substring(0, entry.indexOf(':'));
    }

    /** A size around 1, seldom small or huge (log-normal), as sizes of firms and deals are. */
    double size(double spread) {
        return Math.exp(random.nextGaussian() * spread);
    }

    String digits(int count) {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }
}
