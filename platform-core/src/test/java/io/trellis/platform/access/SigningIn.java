package io.trellis.platform.access;

import io.trellis.platform.problem.ProblemException;
import org.springframework.beans.factory.BeanFactory;

/** Lets tests of other packages sign in. */
public final class SigningIn {
    private SigningIn() {}

    /** @return the code of the refusal, or null when the person is in */
    public static String refusal(BeanFactory beans, String tenant, String username, String password) {
        try {
            beans.getBean(SignIn.class).signIn(tenant, username, password, "10.0.0." + tenant.length(), "test", false);
            return null;
        } catch (ProblemException refused) {
            return refused.code();
        }
    }
}
