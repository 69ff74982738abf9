package io.trellis.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partners generate their clients from the document; here openapi-generator does, and the clients must compile and work. */
class OpenApiClientIT {
    private static final Path TOOLS = Path.of("target", "client-generator").toAbsolutePath();
    private static final TestServer SERVER = TestServer.shared();

    @TempDir
    static Path folder;

    @BeforeAll
    static void fetchTheDocument() throws IOException {
        Files.writeString(folder.resolve("openapi.json"), document("seller").text());
    }

    @Test
    void isMadeForTheCallerAndCached() {
        Api seller = SERVER.as("seller");
        Api.Answer first = seller.get("/openapi.json");
        assertThat(first.expect(200).path("openapi").asString()).startsWith("3.1");
        String etag = first.response().headers().firstValue("ETag").orElseThrow();
        assertThat(seller.send("GET", "/openapi.json", null, "If-None-Match", etag)
                        .status())
                .isEqualTo(304);
        assertThat(document("admin").expect(200).path("paths").has("/meta/objects/{object}"))
                .isTrue();
        assertThat(first.body().path("paths").has("/meta/objects/{object}")).isFalse();
        assertThat(document("auditor").body().at("/paths/~1records~1account").propertyNames())
                .containsExactly("get");
        assertThat(Api.anonymous(SERVER.url()).get("/openapi.json").status()).isEqualTo(401);
    }

    @Test
    void theJavaClientSignsInAndWorksWithRecords() throws IOException {
        generate(
                "java",
                "java",
                "--library",
                "native",
                "--additional-properties",
                "apiPackage=client.api,modelPackage=client.model,invokerPackage=client,useJakartaEe=true");
        copy("SellerStory.java.txt", "java/src/main/java/SellerStory.java");
        String classPath = String.join(File.pathSeparator, files(TOOLS, ".jar"));
        List<String> options = new ArrayList<>(List.of(
                "-proc:none",
                "-nowarn",
                "-cp",
                classPath,
                "-d",
                folder.resolve("classes").toString()));
        options.addAll(files(folder.resolve("java/src/main"), ".java"));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)))
                .as("errors of the compiler")
                .isZero();
        String name = TestServer.freshName("Java client ");
        check(Command.run(
                folder,
                List.of(
                        Command.java(),
                        "-cp",
                        folder.resolve("classes") + File.pathSeparator + classPath,
                        "SellerStory",
                        SERVER.url(),
                        name)));
    }

    @Test
    void theTypeScriptClientSignsInAndWorksWithRecords() throws IOException {
        generate("typescript-fetch", "ts");
        copy("story.ts", "ts/story.ts");
        Path compiler = Path.of("..", "..", "ui", "node_modules", "typescript", "bin", "tsc")
                .toAbsolutePath()
                .normalize();
        assertThat(compiler).as("the TypeScript compiler of the ui module").exists();
        Path types = compiler.resolveSibling("../../@types").normalize();
        Command.run(
                folder.resolve("ts"),
                List.of(
                        node(),
                        compiler.toString(),
                        "--outDir",
                        "dist",
                        "--target",
                        "es2022",
                        "--module",
                        "commonjs",
                        "--strict",
                        "--lib",
                        "es2022,dom",
                        "--typeRoots",
                        types.toString(),
                        "--types",
                        "node",
                        "story.ts"));
        String name = TestServer.freshName("TypeScript client ");
        check(Command.run(folder, List.of(node(), "ts/dist/story.js", SERVER.url(), name)));
    }

    private static void check(String line) {
        assertThat(line).startsWith("acc_").contains("total=1", "version=2", "level=b", "phone=null", "owner=true");
    }

    private static Api.Answer document(String username) {
        return SERVER.as(username).get("/openapi.json");
    }

    private static void generate(String generator, String into, String... more) {
        List<String> words = new ArrayList<>(List.of(
                Command.java(),
                "-jar",
                TOOLS.resolve("openapi-generator-cli.jar").toString(),
                "generate",
                "-i",
                "openapi.json",
                "-g",
                generator,
                "-o",
                into));
        words.addAll(List.of(more));
        Command.run(folder, words);
    }

    private static void copy(String resource, String to) throws IOException {
        try (InputStream in = OpenApiClientIT.class.getResourceAsStream("/clients/" + resource)) {
            Files.copy(in, folder.resolve(to));
        }
    }

    private static List<String> files(Path below, String ending) throws IOException {
        try (Stream<Path> walk = Files.walk(below)) {
            return walk.map(Path::toString)
                    .filter(file -> file.endsWith(ending))
                    .toList();
        }
    }

    /** The Node the ui module is built with, else the one on the PATH. */
    private static String node() {
        Path linked = Path.of("..", "..", "ui", ".node", "node", "node")
                .toAbsolutePath()
                .normalize();
        return Files.isExecutable(linked) ? linked.toString() : "node";
    }
}
