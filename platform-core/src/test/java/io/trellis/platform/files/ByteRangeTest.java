package io.trellis.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.problem.ProblemException;
import org.junit.jupiter.api.Test;

class ByteRangeTest {
    private static void is(String header, long from, long length, boolean part) {
        assertThat(ByteRange.of(header, 100)).as(header).isEqualTo(new ByteRange(from, length, part));
    }

    @Test
    void readsOneRange() {
        is("bytes=0-0", 0, 1, true);
        is("bytes=10-19", 10, 10, true);
        is("bytes=90-", 90, 10, true);
        is("bytes=-10", 90, 10, true);
        is("bytes=-1000", 0, 100, true);
        is("bytes=50-999999999999999999", 50, 50, true);
    }

    @Test
    void answersWithAllWhatIsNoRangeOrSeveral() {
        for (String header :
                new String[] {null, "", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-4", "bytes=0-1,3-4", "items=0-1"}) {
            is(header, 0, 100, false);
        }
    }

    @Test
    void refusesWhatLiesBehindTheEnd() {
        for (String header : new String[] {"bytes=100-", "bytes=100-200", "bytes=-0"}) {
            assertThatThrownBy(() -> ByteRange.of(header, 100)).as(header).isInstanceOf(ProblemException.class);
        }
        assertThatThrownBy(() -> ByteRange.of("bytes=0-", 0)).isInstanceOf(ProblemException.class);
    }
}
