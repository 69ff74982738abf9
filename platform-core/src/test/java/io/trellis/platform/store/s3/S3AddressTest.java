package io.trellis.platform.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.store.UnusableStore;
import java.net.URI;
import org.junit.jupiter.api.Test;

class S3AddressTest {
    @Test
    void readsAddresses() {
        assertThat(S3Address.parse("s3://files")).isEqualTo(new S3Address("files", "", null, null));
        assertThat(S3Address.parse("s3://my_files?region=cn-north-1&prefix=crm/eu"))
                .isEqualTo(new S3Address("my_files", "crm/eu/", null, "cn-north-1"));
        assertThat(S3Address.parse("s3://files?endpoint=http://minio:9000"))
                .isEqualTo(new S3Address("files", "", URI.create("http://minio:9000"), null));
    }

    @Test
    void saysWhatIsWrong() {
        for (String wrong : new String[] {
            "s3://",
            "s3:files",
            "http://files",
            "s3://key:secret@files",
            "s3://files?endpiont=x",
            "s3://files?region",
            "s3://a b"
        }) {
            assertThatThrownBy(() -> S3Address.parse(wrong))
                    .as(wrong)
                    .isInstanceOf(UnusableStore.class)
                    .hasMessageContaining("TRELLIS_FILES");
        }
    }
}
