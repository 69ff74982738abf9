package io.trellis.platform.tenant;

/**
 * The company of the demo tenant: departments, users and business records, written through the same doors as everybody's. A
 * Spring bean; collaborators such as the record service come in through its constructor. Called once, after every package is
 * installed. When the process dies half-way the whole tenant is thrown away and made again, so nothing needs to be resumable.
 */
public interface DemoData {
    void load(DemoContext context);
}
