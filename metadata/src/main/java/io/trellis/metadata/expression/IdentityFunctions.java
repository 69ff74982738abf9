package io.trellis.metadata.expression;

import io.trellis.metadata.expression.FunctionDefinition.Nulls;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Checks of the numbers by which people, firms, cards and cars are known in China, and what the numbers tell. */
final class IdentityFunctions {
    /** GB 11643: weights of the first 17 digits, and the check character for each remainder by 11. */
    private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private static final String ID_CHECKS = "10X98765432";
    private static final Pattern ID = Pattern.compile("\\d{17}[\\dX]");
    /** GB 32100: the 31 characters in use, in their order. */
    private static final String CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final Pattern CREDIT_CODE = Pattern.compile("[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}");
    private static final Pattern MOBILE = Pattern.compile("1[3-9]\\d{9}");
    private static final Pattern LANDLINE = Pattern.compile("(0\\d{2,3}-?)?[2-9]\\d{6,7}(-\\d{1,6})?");
    private static final Pattern CARD = Pattern.compile("\\d{12,19}");
    private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    /** GA 36: five signs after the letter of the city, the last also one of the special plates. */
    private static final Pattern PLATE =
            Pattern.compile("[" + PROVINCES + "][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]");
    /** GA 36 for electric and hybrid cars: six signs, the letter D or F and its kin first or last. */
    private static final Pattern GREEN_PLATE =
            Pattern.compile("[" + PROVINCES + "][A-HJ-NP-Z]([A-HJK][A-HJ-NP-Z0-9]\\d{4}|\\d{5}[A-HJK])");

    private static final Pattern EMAIL = Pattern.compile(
            "[A-Za-z0-9._%+'-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.){1,8}[A-Za-z]{2,24}");
    private static final Pattern URL = Pattern.compile("https?://[^\\s/?#]{1,255}([/?#]\\S{0,1800})?");
    static final Map<String, String> REGIONS = regions();

    private IdentityFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.CHINA)
                .add(
                        "ISIDCARD(text: text): boolean",
                        "是有效的 18 位居民身份证号（地区、出生日期、校验码，GB 11643）",
                        "True for a resident's identity number of 18 characters: province, birthday and check character (GB 11643)",
                        "ISIDCARD(\"11010519491231002X\") → TRUE",
                        is(text -> idCard(text) != null))
                .nulls(Nulls.FALSE)
                .also("ISIDCARD(\"110105194912310021\") → FALSE")
                .add(
                        "IDCARDBIRTHDAY(text: text): date",
                        "身份证号中的出生日期，无效号码为空",
                        "The birthday in an identity number; empty for a wrong one",
                        "IDCARDBIRTHDAY(\"11010519491231002X\") → 1949-12-31",
                        told(IdentityFunctions::birthday))
                .add(
                        "IDCARDGENDER(text: text): text",
                        "身份证号中的性别：male 或 female，无效号码为空",
                        "The gender in an identity number, male or female; empty for a wrong one",
                        "IDCARDGENDER(\"11010519491231002X\") → female",
                        told(id -> (id.charAt(16) - '0') % 2 == 1 ? "male" : "female"))
                .add(
                        "IDCARDREGION(text: text): text",
                        "身份证号中的六位行政区划代码，无效号码为空",
                        "The six digits of the county in an identity number; empty for a wrong one",
                        "IDCARDREGION(\"11010519491231002X\") → 110105",
                        told(id -> id.substring(0, 6)))
                .add(
                        "IDCARDPROVINCE(text: text): text",
                        "身份证号中的省级行政区名称，无效号码为空",
                        "The province in an identity number; empty for a wrong one",
                        "IDCARDPROVINCE(\"11010519491231002X\") → 北京",
                        told(id -> REGIONS.get(id.substring(0, 2))))
                .add(
                        "IDCARD18(text: text): text",
                        "15 位身份证号升为 18 位；18 位有效号码照写，其他为空",
                        "A number of 15 digits made one of 18; a right one of 18 stays, others are empty",
                        "IDCARD18(\"110105491231002\") → 11010519491231002X",
                        Definitions.strict(a -> upgraded(compact(a.text(0)))))
                .add(
                        "ISMOBILE(text: text): boolean",
                        "是中国大陆手机号（允许 +86、空格与连字符）",
                        "True for a mobile number of mainland China (+86, spaces and hyphens allowed)",
                        "ISMOBILE(\"+86 138-0013-8000\") → TRUE",
                        is(text -> mobile(text) != null))
                .nulls(Nulls.FALSE)
                .add(
                        "MOBILE(text: text): text",
                        "11 位手机号，去掉 +86、空格与连字符；不是手机号则为空",
                        "The 11 digits of a mobile number; empty when it is none",
                        "MOBILE(\"+86 138-0013-8000\") → 13800138000",
                        Definitions.strict(a -> mobile(a.text(0))))
                .add(
                        "ISLANDLINE(text: text): boolean",
                        "是固定电话（可带区号与分机）",
                        "True for a number of a landline, with or without area code and extension",
                        "ISLANDLINE(\"0571-88886666-801\") → TRUE",
                        is(text -> LANDLINE.matcher(Texts.trim(text)).matches()))
                .nulls(Nulls.FALSE)
                .add(
                        "ISCREDITCODE(text: text): boolean",
                        "是有效的统一社会信用代码（GB 32100）",
                        "True for a unified social credit code with its right check character (GB 32100)",
                        "ISCREDITCODE(\"91350100M000100Y43\") → TRUE",
                        is(text -> creditCode(compact(text))))
                .nulls(Nulls.FALSE)
                .also("ISCREDITCODE(\"91350100M000100Y44\") → FALSE")
                .add(
                        "ISBANKCARD(text: text): boolean",
                        "是 12 至 19 位、校验位正确的银行卡号（Luhn）",
                        "True for a card's number of 12 to 19 digits with the right check digit (Luhn)",
                        "ISBANKCARD(\"6222 0212 3456 7890 128\") → TRUE",
                        is(text -> CARD.matcher(compact(text)).matches() && luhn(compact(text))))
                .nulls(Nulls.FALSE)
                .add(
                        "ISPLATE(text: text): boolean",
                        "是机动车号牌（含新能源，GA 36）",
                        "True for a car's plate, electric ones included (GA 36)",
                        "ISPLATE(\"浙A·D12345\") → TRUE",
                        is(text -> plate(compact(text).replace("·", ""))))
                .nulls(Nulls.FALSE)
                .add(
                        "ISPOSTCODE(text: text): boolean",
                        "是六位邮政编码",
                        "True for a post code of six digits",
                        "ISPOSTCODE(\"310000\") → TRUE",
                        is(text -> Texts.trim(text).matches("[0-8]\\d{5}")))
                .nulls(Nulls.FALSE)
                .add(
                        "ISEMAIL(text: text): boolean",
                        "像电子邮箱",
                        "True for what looks like an e-mail address",
                        "ISEMAIL(\"li@example.cn\") → TRUE",
                        is(text -> text.length() <= 254 && EMAIL.matcher(text).matches()))
                .nulls(Nulls.FALSE)
                .add(
                        "ISURL(text: text): boolean",
                        "像 http 或 https 网址",
                        "True for what looks like a link of http or https",
                        "ISURL(\"https://example.cn/a\") → TRUE",
                        is(text -> URL.matcher(text).matches()))
                .nulls(Nulls.FALSE)
                .add(
                        "EMAILDOMAIN(text: text): text",
                        "邮箱的域名，转为小写；不是邮箱则为空",
                        "The domain of an e-mail address in small letters; empty when it is none",
                        "EMAILDOMAIN(\"Li@Example.cn\") → example.cn",
                        Definitions.strict(a -> EMAIL.matcher(a.text(0)).matches()
                                ? a.text(0)
                                        .substring(a.text(0).indexOf('@') + 1)
                                        .toLowerCase(Locale.ROOT)
                                : null))
                .add(
                        "URLHOST(text: text): text",
                        "网址的主机名，转为小写；不是网址则为空",
                        "The host of a link in small letters; empty when it is none",
                        "URLHOST(\"https://www.Example.cn:8443/a?b\") → www.example.cn",
                        Definitions.strict(a -> host(a.text(0))))
                .add(
                        "ISNUMERIC(text: text): boolean",
                        "文本表示一个数字",
                        "True when the text says a number",
                        "ISNUMERIC(\"12.5\") → TRUE",
                        is(text -> Numbers.read(text) != null))
                .nulls(Nulls.FALSE)
                .toList();
    }

    private static FunctionDefinition.Body is(Predicate<String> test) {
        return Definitions.test(a -> test.test(a.text(0)));
    }

    private static FunctionDefinition.Body told(Function<String, Object> teller) {
        return Definitions.strict(a -> {
            String id = idCard(a.text(0));
            return id == null ? null : teller.apply(id);
        });
    }

    /** In capitals, without spaces and hyphens. */
    private static String compact(String text) {
        return text.replaceAll("[\\s\\u00a0\\u3000-]", "").toUpperCase(Locale.ROOT);
    }

    private static String idCard(String text) {
        String id = compact(text);
        boolean right = ID.matcher(id).matches()
                && REGIONS.containsKey(id.substring(0, 2))
                && birthday(id) != null
                && id.charAt(17) == check(id);
        return right ? id : null;
    }

    private static LocalDate birthday(String id) {
        return Literals.date(id.substring(6, 10) + "-" + id.substring(10, 12) + "-" + id.substring(12, 14))
                .filter(day -> day.getYear() >= 1850)
                .orElse(null);
    }

    private static char check(String id) {
        int sum = 0;
        for (int i = 0; i < ID_WEIGHTS.length; i++) {
            sum += (id.charAt(i) - '0') * ID_WEIGHTS[i];
        }
        return ID_CHECKS.charAt(sum % 11);
    }

    private static String upgraded(String id) {
        if (!id.matches("\\d{15}")) {
            return idCard(id);
        }
        String longer = id.substring(0, 6) + "19" + id.substring(6);
        return idCard(longer + check(longer));
    }

    static String mobile(String text) {
        String digits = compact(text).replaceFirst("^(\\+|00)?86(?=1\\d{10}$)", "");
        return MOBILE.matcher(digits).matches() ? digits : null;
    }

    private static boolean creditCode(String code) {
        if (!CREDIT_CODE.matcher(code).matches()) {
            return false;
        }
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += CREDIT.indexOf(code.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return CREDIT.charAt((31 - sum % 31) % 31) == code.charAt(17);
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    private static boolean plate(String plate) {
        return PLATE.matcher(plate).matches() || GREEN_PLATE.matcher(plate).matches();
    }

    private static String host(String url) {
        if (!URL.matcher(url).matches()) {
            return null;
        }
        String host = url.substring(url.indexOf("//") + 2).split("[/?#]", 2)[0];
        return host.substring(host.lastIndexOf('@') + 1)
                .replaceFirst(":\\d*$", "")
                .toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> regions() {
        Map<String, String> regions = new HashMap<>();
        String list = "11北京 12天津 13河北 14山西 15内蒙古 21辽宁 22吉林 23黑龙江 31上海 32江苏 33浙江 34安徽 35福建 36江西 37山东 41河南 42湖北 "
                + "43湖南 44广东 45广西 46海南 50重庆 51四川 52贵州 53云南 54西藏 61陕西 62甘肃 63青海 64宁夏 65新疆 71台湾 81香港 82澳门 83台湾";
        for (String entry : list.split(" ")) {
            regions.put(entry.substring(0, 2), entry.substring(2));
        }
        return regions;
    }
}
