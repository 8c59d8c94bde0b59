package dev.perdure.testworkers.behaviour;

import dev.perdure.testworkers.report.Catalogue;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Refuses unknown ids and lets the build go on where a test is known to fail. */
final class BehaviourExtension implements BeforeEachCallback, InvocationInterceptor {
  private static final Catalogue CATALOGUE = Catalogue.load();

  @Override
  public void beforeEach(ExtensionContext context) {
    for (String id : context.getRequiredTestMethod().getAnnotation(Behaviour.class).value()) {
      if (CATALOGUE.behaviour(id).isEmpty()) {
        throw new ExtensionConfigurationException(
            "'%s' is not in behaviours.tsv; take an id that is.".formatted(id));
      }
      if (CATALOGUE.reasonLeftOut(id).isPresent()) {
        throw new ExtensionConfigurationException(
            "'%s' is in not-applicable.tsv; remove it there, or here.".formatted(id));
      }
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    KnownFailure known = context.getRequiredTestMethod().getAnnotation(KnownFailure.class);
    if (known == null) {
      invocation.proceed();
      return;
    }
    try {
      invocation.proceed();
    } catch (Exception | AssertionError e) {
      throw new TestAbortedException("Fails as known: " + known.value(), e);
    }
    System.out.println(
        "Warning: %s passes now; remove its @KnownFailure."
            .formatted(context.getRequiredTestMethod()));
  }
}
