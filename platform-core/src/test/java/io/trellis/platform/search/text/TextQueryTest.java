package io.trellis.platform.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person types and what they mean by it. */
class TextQueryTest {
    private static boolean finds(String asked, String... values) {
        return TextQuery.of(asked).matches(List.of(values));
    }

    @ParameterizedTest
    @CsvSource({
        "华东, 上海华东精密机械有限公司",
        "东, 上海华东精密机械有限公司",
        "精密机械, 上海华东精密机械有限公司",
        "ACME, Acme Tools Ltd.",
        "cme, Acme Tools Ltd.",
        "ｏｐｐ－００１, OPP-001",
        "OPP-001, ｏｐｐ－００１",
        "lee@, lee@example.com",
        "example, lee@example.com",
        "138-0013, 13800138000",
        "13800138000, +86 138-0013-8000",
        "0013 8000, 138 0013 8000",
        "Ελλα, ΕΛΛΑΔΑ",
        "𠮷野, 𠮷野家",
    })
    void findsEverySubstringWhateverCaseAndWidth(String asked, String value) {
        assertThat(finds(asked, value)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "zhangwei, 张伟",
        "ZhangWei, 张伟",
        "zhangw, 张伟",
        "zw, 张伟",
        "wei, 张伟",
        "hdjm, 上海华东精密机械有限公司",
        "huadong, 上海华东精密机械有限公司",
        "chongqing, 重庆银行股份有限公司",
        "yinhang, 重庆银行股份有限公司",
        "cqyh, 重庆银行股份有限公司",
        "changsha, 长沙科技",
        "shanxiongxin, 单雄信",
        "danxiongxin, 单雄信",
        "lvyou, 绿旅游",
        "nv, 女装",
        "xian, 西安",
        "xi, 西安",
    })
    void findsPinyinInFullAndByInitials(String asked, String value) {
        assertThat(finds(asked, value)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "zhongqing, 重庆银行",
        "yinxing, 重庆银行",
        "wz, 张伟",
        "weizhang, 张伟",
        "z, 张伟",
        "zhangwe1, 张伟",
        "华北, 上海华东精密",
        "138-0014, 13800138000",
        "12, ab-1-2-c",
    })
    void findsNothingElse(String asked, String value) {
        assertThat(finds(asked, value)).isFalse();
    }

    @Test
    void everyWordMayBeInAnotherField() {
        assertThat(finds("张 138", "张伟", "13800138000")).isTrue();
        assertThat(finds("张　139", "张伟", "13800138000")).isFalse();
        assertThat(finds("zhang 8000", "张伟", "13800138000")).isTrue();
    }

    @Test
    void saysWhereItMatches() {
        assertThat(TextQuery.of("hua jm").ranges("上海华东精密机械")).containsExactly(new int[] {2, 3}, new int[] {4, 6});
        assertThat(TextQuery.of("0013 8000").ranges("138 0013 8000"))
                .containsExactly(new int[] {4, 8}, new int[] {9, 13});
        assertThat(TextQuery.of("00138").ranges("138-0013-8000")).containsExactly(new int[] {4, 10});
        assertThat(TextQuery.of("ab bc").ranges("xABCx")).containsExactly(new int[] {1, 4});
        assertThat(TextQuery.of("none").ranges("xABCx")).isEmpty();
    }

    @Test
    void aNameThatIsTheTextIsWorthMoreThanOneThatBeginsContainsOrSoundsLikeIt() {
        TextQuery query = TextQuery.of("zhang");
        List<Integer> worths = List.of(
                query.worth("Zhang", List.of()),
                query.worth("Zhang Wei", List.of()),
                query.worth("Li Zhang", List.of()),
                query.worth("张伟", List.of()),
                query.worth("Li", List.of("zhang@example.com")),
                query.worth(null, List.of("nobody")));
        assertThat(worths)
                .isSortedAccordingTo((a, b) -> b - a)
                .doesNotHaveDuplicates()
                .endsWith(0);
    }

    @Test
    void neverTakesMoreThanTenWords() {
        assertThat(finds("a b c d e f g h i j k", "abcdefghi", "j k")).isTrue();
        assertThat(finds("a b c d e f g h i j k", "abcdefghijk")).isFalse();
    }
}
