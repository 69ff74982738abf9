package io.trellis.platform.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypesTest {
    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a0000, photo.jpg, image/png",
        "ffd8ffe000104a464946, a, image/jpeg",
        "4749463839610100, a.png, image/gif",
        "524946462400000057454250, a, image/webp",
        "524946462400000057415645, a, audio/wav",
        "5249464624000000, a, application/octet-stream",
        "255044462d312e37, a.docx, application/pdf",
        "504b030414000600, a.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "504b030414000600, a.exe, application/zip",
        "d0cf11e0a1b11ae1, 报表.XLS, application/vnd.ms-excel",
        "d0cf11e0a1b11ae1, a, application/x-ole-storage",
        "000000206674797068656963, a.jpg, image/heic",
        "00000020667479707174202000, a, video/quicktime",
        "00000020667479706d703432, a, video/mp4",
        "4d5a9000, invoice.pdf, application/x-msdownload",
        "7f454c46, a.txt, application/x-executable",
        "00ff00ff, a.txt, application/octet-stream"
    })
    void tellsTheTypeFromTheFirstBytes(String hex, String name, String type) {
        assertThat(FileTypes.tell(HexFormat.of().parseHex(hex), name)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "'<!DOCTYPE html><p>', a.png, text/html",
        "'  <HTML>', a.txt, text/html",
        "'<?xml version=\"1.0\"?><svg xmlns=\"x\">', a.xml, image/svg+xml",
        "'<svg onload=\"x\"/>', logo.png, image/svg+xml",
        "'<?xml version=\"1.0\"?><a/>', a.xml, application/xml",
        "'GIF? <script>alert(1)</script>', a.gif, text/html",
        "'name,amount', 客户.csv, text/csv",
        "'{\"a\":1}', a.json, application/json",
        "'拜访记录', a.pdf, text/plain",
        "'', a.txt, text/plain"
    })
    void tellsKindsOfText(String text, String name, String type) {
        assertThat(FileTypes.tell(text.getBytes(StandardCharsets.UTF_8), name)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"<html>, text/html", "<svg/>, image/svg+xml", "plain, text/plain"})
    void isNotDeceivedByEncodings(String text, String type) {
        assertThat(FileTypes.tell(("\ufeff" + text).getBytes(StandardCharsets.UTF_8), "a"))
                .isEqualTo(type);
        assertThat(FileTypes.tell(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE), "a"))
                .isEqualTo(type);
        assertThat(FileTypes.tell(("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE), "a"))
                .isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, application/octet-stream, false",
        "image/svg+xml, application/octet-stream, false",
        "application/xml, application/octet-stream, false",
        "text/plain, text/plain;charset=UTF-8, false",
        "application/pdf, application/pdf, false",
        "image/png, image/png, true"
    })
    void showsOnlyPicturesInPlaceAndServesNothingThatRuns(String type, String served, boolean inline) {
        assertThat(FileTypes.served(type)).isEqualTo(served);
        assertThat(FileTypes.inline(type)).isEqualTo(inline);
    }
}
