package io.trellis.platform.tenant;

import io.trellis.platform.access.Actor;

/** What demo data is loaded with. */
public interface DemoContext {
    /** Name of the tenant. */
    String tenant();

    /** May do everything; shown in the history as {@code system:demo}. */
    Actor actor();

    /** A user made before, to write in their name. */
    Actor actorOf(String userId);

    /** Lets a user sign in. */
    void setPassword(String userId, String password);

    /** A plain sentence for whoever watches the start. */
    void say(String sentence);
}
