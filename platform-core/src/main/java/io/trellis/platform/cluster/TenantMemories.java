package io.trellis.platform.cluster;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Everything that this node and the others remember of tenants. Thread-safe. */
@Component
public final class TenantMemories implements NoticeListener {
    private static final Logger LOG = LoggerFactory.getLogger(TenantMemories.class);
    private static final String TOPIC = "tenant";

    private final ObjectProvider<TenantMemory> memories;
    private final Notices notices;

    TenantMemories(ObjectProvider<TenantMemory> memories, Notices notices) {
        this.memories = memories;
        this.notices = notices;
    }

    /** Has all nodes forget a tenant that has been removed: this one at once, the others within a second. */
    public void forget(String tenant) {
        forgetHere(tenant);
        notices.post(new Notice(TOPIC, tenant, ""));
    }

    private void forgetHere(String tenant) {
        memories.orderedStream().forEach(memory -> {
            try {
                memory.forgetTenant(tenant);
            } catch (RuntimeException defect) {
                LOG.error(
                        "{} still remembers a removed tenant", memory.getClass().getName(), defect);
            }
        });
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public void heard(Notice notice) {
        forgetHere(notice.tenant());
    }

    /** What is left of a tenant that is gone is asked for by nobody; publishers notice by themselves when one was made anew. */
    @Override
    public void recheck() {}
}
