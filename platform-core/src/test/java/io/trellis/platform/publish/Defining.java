package io.trellis.platform.publish;

import io.trellis.metadata.kind.Kind;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.access.Actor;
import org.springframework.beans.factory.BeanFactory;

/** Lets tests of other packages change a tenant's metadata as its designer would. */
public final class Defining {
    private Defining() {}

    /** @param kind as in addresses, e.g. {@code objects} */
    public static void put(BeanFactory beans, Actor actor, String kind, String name, String json) {
        Kind<?> found = Kinds.find(kind).orElseThrow();
        beans.getBean(Editor.class).put(actor, found, name, PublishFixture.json(json), false);
    }

    public static void putField(BeanFactory beans, Actor actor, String object, String field, String json) {
        beans.getBean(Editor.class).putField(actor, object, field, PublishFixture.json(json), false);
    }

    public static void removeField(BeanFactory beans, Actor actor, String object, String field) {
        beans.getBean(Editor.class).removeField(actor, object, field, false);
    }
}
