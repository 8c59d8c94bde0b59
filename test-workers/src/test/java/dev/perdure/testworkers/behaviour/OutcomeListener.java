package dev.perdure.testworkers.behaviour;

import dev.perdure.testworkers.report.Catalogue;
import dev.perdure.testworkers.report.CompatReport;
import dev.perdure.testworkers.report.JsonFile;
import dev.perdure.testworkers.report.TestOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Writes what a run of the tests proves to target/behaviour-outcomes.tsv and a report of it. */
public final class OutcomeListener implements TestExecutionListener {
  private final Map<Method, TestOutcome.Result> results = new HashMap<>();

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    method(test)
        .ifPresent(
            method -> results.merge(method, resultOf(method, result), OutcomeListener::worse));
  }

  /** A test that is known to fail is aborted where it does. */
  private static TestOutcome.Result resultOf(Method method, TestExecutionResult result) {
    return switch (result.getStatus()) {
      case SUCCESSFUL -> TestOutcome.Result.PASSED;
      case FAILED -> TestOutcome.Result.FAILED;
      case ABORTED ->
          method.isAnnotationPresent(KnownFailure.class)
              ? TestOutcome.Result.FAILED
              : TestOutcome.Result.NOT_RUN;
    };
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    plan.getRoots().forEach(root -> failWithoutResult(plan, root));
    List<TestOutcome> outcomes = TiedTests.all().stream().map(this::outcome).toList();
    try {
      TestOutcome.write(Path.of("target/behaviour-outcomes.tsv"), outcomes);
      JsonFile.write(
          Path.of("target/compat-report.json"), CompatReport.of(Catalogue.load(), outcomes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tests that never began, because something before them failed, have failed. */
  private void failWithoutResult(TestPlan plan, TestIdentifier root) {
    for (TestIdentifier test : plan.getDescendants(root)) {
      method(test).ifPresent(m -> results.putIfAbsent(m, TestOutcome.Result.FAILED));
    }
  }

  private TestOutcome outcome(Method method) {
    KnownFailure known = method.getAnnotation(KnownFailure.class);
    TestOutcome.Result result = results.getOrDefault(method, TestOutcome.Result.NOT_RUN);
    return new TestOutcome(
        method.getDeclaringClass().getSimpleName() + "." + method.getName(),
        List.of(method.getAnnotation(Behaviour.class).value()),
        result,
        known == null || result == TestOutcome.Result.PASSED ? "" : known.value(),
        method.getDeclaringClass().isAnnotationPresent(InBothLanguages.class));
  }

  private static TestOutcome.Result worse(TestOutcome.Result a, TestOutcome.Result b) {
    List<TestOutcome.Result> both = new ArrayList<>(List.of(a, b));
    both.sort(null);
    return both.contains(TestOutcome.Result.FAILED) ? TestOutcome.Result.FAILED : both.getLast();
  }

  private static Optional<Method> method(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getJavaMethod())
        .filter(method -> method.isAnnotationPresent(Behaviour.class));
  }
}
