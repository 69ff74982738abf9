package io.trellis.server.stack;

import io.trellis.server.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The image's recipe as a list of instructions, lines joined and comments left out. */
record Dockerfile(List<Instruction> instructions) {
    /** @param text what stands behind the name */
    record Instruction(String name, String text) {
        /** Of the form that runs without a shell: a JSON array. */
        List<String> words() {
            return List.of(JsonMapper.shared().readValue(text, String[].class));
        }
    }

    static Dockerfile read() {
        String joined = SourceTree.read(SourceTree.root().resolve("deploy/Dockerfile"))
                .replaceAll("(?m)^\\s*#.*\n", "")
                .replaceAll("\\\\\n\\s*", " ");
        List<Instruction> instructions = new ArrayList<>();
        joined.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] parts = line.split("\\s+", 2);
            instructions.add(new Instruction(parts[0], parts[1].strip()));
        });
        return new Dockerfile(List.copyOf(instructions));
    }

    Stream<Instruction> all(String name) {
        return instructions.stream().filter(instruction -> instruction.name().equals(name));
    }

    Instruction last(String name) {
        return all(name).reduce((first, second) -> second).orElseThrow();
    }

    List<Instruction> after(Instruction instruction) {
        return instructions.subList(instructions.indexOf(instruction) + 1, instructions.size());
    }

    /** The shell commands of the trial start that makes the cache, without what the build tool takes for itself. */
    String training() {
        return all("RUN")
                .map(Instruction::text)
                .filter(text -> text.contains("train_cache"))
                .findFirst()
                .orElseThrow()
                .replaceAll("--mount=\\S+\\s+", "");
    }
}
