package io.trellis.platform.access;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.TenantGate;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the filters before everything and lets controllers take an {@link Actor}. */
@Configuration(proxyBeanMethods = false)
class AccessWebConfiguration implements WebMvcConfigurer {
    @Bean
    FilterRegistrationBean<SecurityHeaders> securityHeaders(@Value("${trellis.hosts:}") Set<String> hosts) {
        var registration = new FilterRegistrationBean<>(new SecurityHeaders(Set.copyOf(hosts)));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    @Bean
    FilterRegistrationBean<ActorFilter> actors(
            Sessions sessions,
            Standings standings,
            ObjectProvider<TenantGate> gate,
            @Value("${trellis.allowed-origins:}") Set<String> origins) {
        var registration = new FilterRegistrationBean<>(
                new ActorFilter(sessions, standings, gate.getIfAvailable(() -> TenantGate.OPEN), Set.copyOf(origins)));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 30);
        return registration;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new FromRequest(Actor.class, ActorFilter.ACTOR));
        resolvers.add(new FromRequest(Session.class, ActorFilter.SESSION));
    }

    /** Gives what the filter found, and never lets a call through for which it found nothing. */
    private record FromRequest(Class<?> type, String attribute) implements HandlerMethodArgumentResolver {
        private static final Pattern ALLOW = Pattern.compile("(^|&)allowDuplicates=true(&|$)");

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == type;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                ModelAndViewContainer container,
                NativeWebRequest request,
                WebDataBinderFactory binder) {
            Object found = request.getAttribute(attribute, RequestAttributes.SCOPE_REQUEST);
            if (found == null) {
                throw new ProblemException(ProblemException.Kind.UNAUTHENTICATED, "UNAUTHENTICATED", Map.of());
            }
            return found instanceof Actor actor && ALLOW.matcher(query(request)).find()
                    ? actor.accepting(Actor.DUPLICATES)
                    : found;
        }

        /** From the address only: asking for a parameter would read the body of a form. */
        private static String query(NativeWebRequest request) {
            String query = request.getNativeRequest(HttpServletRequest.class).getQueryString();
            return query == null ? "" : query;
        }
    }
}
