package io.trellis.rules.script.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The written list of attacks. */
final class Attacks {
    /** @param expected words of which one stands in the error */
    record Attack(String name, List<String> expected, String source) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Attacks() {}

    static List<Attack> all() {
        try (InputStream in = Attacks.class.getResourceAsStream("/attacks.txt")) {
            var attacks = new ArrayList<Attack>();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String block : text.substring(text.indexOf("\n== ") + 4).split("\n== ")) {
                int end = block.indexOf('\n');
                String[] head = block.substring(0, end).split(" → ");
                attacks.add(new Attack(
                        head[0],
                        List.of(head[1].split("\\|")),
                        block.substring(end + 1).strip()));
            }
            return attacks;
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
