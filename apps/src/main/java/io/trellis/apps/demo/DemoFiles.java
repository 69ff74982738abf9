package io.trellis.apps.demo;

import io.trellis.apps.demo.DemoDeals.Deal;
import io.trellis.apps.demo.DemoProducts.Product;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some pictures and papers, so that a newcomer sees where files are: few, since each is brought to the disk on its own. */
final class DemoFiles {
    private static final int PICTURES = 8;
    private static final int DEALS = 3;

    DemoFiles(DemoWriter writer, List<Product> hardware, List<Deal> deals) {
        Map<String, Map<String, Object>> images = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(PICTURES, hardware.size()); i++) {
            Product product = hardware.get(i);
            byte[] picture = new DemoPicture(i).png();
            images.put(
                    product.id(), Map.of("image", writer.upload("product", "image", product.name() + ".png", picture)));
        }
        writer.update("product", images);
        deals.stream()
                .filter(deal -> deal.stage().equals("negotiation"))
                .limit(DEALS)
                .forEach(deal -> minutes(writer, deal));
    }

    private static void minutes(DemoWriter writer, Deal deal) {
        String text = "会议纪要：" + deal.name() + "\n\n参会：客户采购部、技术部；我方销售、售前\n\n"
                + "一、客户确认技术方案，要求补充备件清单。\n二、交货期按签约后六周安排。\n三、付款方式：预付 30%，验收后 70%。\n";
        String file = writer.upload("opportunity", null, "商务谈判会议纪要.txt", text.getBytes(StandardCharsets.UTF_8));
        writer.attach("opportunity", deal.id(), file);
    }
}
