package io.trellis.platform.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void keepsWhatPeopleWrite() {
        for (String name : new String[] {"报价单（终稿）.pdf", "a b.tar.gz", "naïve.txt", "😀.png", "no ending", ".profile"}) {
            assertThat(FileNames.shown(name)).isEqualTo(name);
        }
    }

    @Test
    void takesPathsAndTricksOut() {
        assertThat(FileNames.shown("/etc/passwd")).isEqualTo("passwd");
        assertThat(FileNames.shown("..\\..\\boot.ini")).isEqualTo("boot.ini");
        assertThat(FileNames.shown("a/..")).isEqualTo("file");
        assertThat(FileNames.shown("gpj.\u202eexe.txt")).isEqualTo("gpj.exe.txt");
        assertThat(FileNames.shown("a\r\nX: y.txt")).isEqualTo("aX_ y.txt");
        assertThat(FileNames.shown("a\ud800.txt")).isEqualTo("a.txt");
        assertThat(FileNames.shown("con<>:\"|?*.txt")).isEqualTo("con_______.txt");
        assertThat(FileNames.shown("trailing... ")).isEqualTo("trailing");
        assertThat(FileNames.shown(null)).isEqualTo("file");
    }

    @Test
    void shortensLongNamesButKeepsTheEnding() {
        assertThat(FileNames.shown("长".repeat(300) + ".xlsx"))
                .hasSizeLessThanOrEqualTo(200)
                .endsWith("长.xlsx");
        assertThat(FileNames.shown("😀".repeat(300)))
                .hasSizeLessThanOrEqualTo(200)
                .doesNotContain("?");
        assertThat(FileNames.shown("a." + "b".repeat(300))).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void tellsEndings() {
        assertThat(FileNames.ending("a.PDF")).isEqualTo("pdf");
        assertThat(FileNames.ending(".profile")).isEmpty();
        assertThat(FileNames.ending("a.b c")).isEmpty();
    }
}
