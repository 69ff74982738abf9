import java.time.LocalDate;
import java.util.Random;

/** Made-up opportunities that look like a seller's own. */
final class Deals {
    static final String[] STAGES = {"qualification", "needs", "proposal", "negotiation", "won", "lost"};
    static final String[] SOURCES = {"website", "search", "social", "exhibition", "referral", "partner"};
    static final String[] WORDS = {"华东", "智能", "仓储", "产线", "改造", "二期", "集采", "年度", "检测", "云平台", "机器人", "焊接", "质检", "节能", "总包", "试点"};

    static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    /** 23 fields, as a seller would fill them. */
    static String opportunity(Random random, String account, String owner, String external) {
        String stage = STAGES[random.nextInt(STAGES.length)];
        LocalDate close = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(540) - 180);
        return """
                {"name":"%s%s%s项目%d","account":"%s","owner":"%s","stage":"%s","amount":%d.%02d,"probability":%d,"closeDate":"%s","type":"expansion",\
                "source":"%s","forecastCategory":"pipeline","priority":"%s","budget":%d,"competitor":"%s科技","requirement":"客户需要%s%s能力，要求三个月内上线并提供培训。",\
                "nextStep":"约%s负责人评审方案","nextStepDate":"%s","expectedDelivery":"%s","campaign":"2026%s展","lossNote":"%s","tags":["重点","%s"],\
                "description":"由%s转介绍，预算已批。","recordType":"newBusiness","lossReason":%s,"externalId":"%s"}"""
                .formatted(
                        word(random), word(random), word(random), random.nextInt(100_000), account, owner, stage, 1000 + random.nextInt(2_000_000), random.nextInt(100),
                        random.nextInt(101), close, SOURCES[random.nextInt(SOURCES.length)], random.nextBoolean() ? "high" : "medium", 10_000 + random.nextInt(900_000),
                        word(random), word(random), word(random), word(random), close.minusDays(30), close.plusDays(60), word(random), word(random), word(random),
                        word(random), stage.equals("lost") ? "\"price\"" : "null", external)
                .replace("\n", "");
    }

    /** How {@link #WORDS} sound, or their initials. */
    private static final String[] SOUNDS = {"huadong", "zn", "cangchu", "chanxian", "gaizao", "erqi", "jicai", "nd", "jiance", "ypt", "jiqiren", "hj", "zj", "jieneng", "zb", "shidian"};

    /** What somebody looks for: words as they are written, as they sound, their initials, parts of codes and telephone numbers. */
    static String searched(Random random) {
        int word = random.nextInt(WORDS.length);
        return switch (random.nextInt(6)) {
            case 0 -> WORDS[word];
            case 1 -> WORDS[word] + word(random);
            case 2 -> SOUNDS[word] + SOUNDS[random.nextInt(SOUNDS.length)];
            case 3 -> WORDS[word] + " " + random.nextInt(1000);
            case 4 -> "项目" + random.nextInt(10_000);
            default -> "5%04d".formatted(random.nextInt(5000) / 10);
        };
    }
}
