package io.trellis.platform.publish;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Finding;
import io.trellis.metadata.definition.PackageDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A tenant's metadata while somebody changes it: what they do to it, and how problems read from where they stand. Not thread-safe. */
final class Workspace {
    final Snapshot base;
    final Map<String, Element> elements;
    final Map<String, PackageDefinition> packages;
    /** See {@link Snapshot#removed}. */
    final Set<String> removed;

    /** What is wrong with the documents themselves, in their own terms. */
    final List<Problem> problems = new ArrayList<>();

    /** What is being done, for reports on edits that do not even compile. */
    private final List<PublishReport.Change> intended = new ArrayList<>();

    private Function<Finding, Problem> terms = Workspace::withElement;

    Workspace(Snapshot base) {
        this.base = base;
        this.elements = new LinkedHashMap<>(base.elements());
        this.removed = new HashSet<>(base.removed());
        this.packages = new LinkedHashMap<>(base.packages());
    }

    /** Says what is being done to which element. */
    void intend(boolean exists, boolean stays, String address) {
        String action = !stays ? "remove" : exists ? "change" : "add";
        intended.add(new PublishReport.Change(action, address, null));
    }

    List<PublishReport.Change> intended() {
        return List.copyOf(intended);
    }

    /** Who names the elements that are being changed. */
    List<String> dependantsOfIntended() {
        var dependants = new TreeSet<String>();
        intended.forEach(change -> dependants.addAll(base.catalog().dependants(change.element())));
        return List.copyOf(dependants);
    }

    /**
     * Problems of one element are told in terms of the document sent for it.
     *
     * @param within the part of the element that was sent, e.g. {@code /fields/3}; empty for the whole
     */
    void speakOf(String address, String within) {
        terms = finding -> {
            String path = finding.problem().path();
            boolean inside = finding.element().equals(address)
                    && (within.isEmpty() || path.equals(within) || path.startsWith(within + "/"));
            return inside
                    ? new Problem(
                            finding.problem().code(),
                            path.substring(within.length()),
                            finding.problem().params())
                    : withElement(finding);
        };
    }

    void speakWith(Function<Finding, Problem> terms) {
        this.terms = terms;
    }

    /** All problems, without those that only follow from a document that does not fit its schema. */
    List<Problem> allProblems(List<Finding> findings) {
        var all = new ArrayList<>(problems);
        List<String> places = problems.stream().map(Workspace::place).toList();
        for (Finding finding : findings) {
            Problem problem = terms.apply(finding);
            boolean follows = !problem.params().containsKey("element")
                    && places.stream()
                            .anyMatch(place -> problem.path().equals(place)
                                    || problem.path().startsWith(place + "/") && !place.isEmpty());
            if (!follows) {
                all.add(problem);
            }
        }
        return all;
    }

    private static String place(Problem problem) {
        return problem.code().equals("MISSING_KEY")
                ? problem.path() + "/" + problem.params().get("key")
                : problem.path();
    }

    private static Problem withElement(Finding finding) {
        var params = new LinkedHashMap<>(finding.problem().params());
        params.put("element", finding.element());
        return new Problem(finding.problem().code(), finding.problem().path(), params);
    }
}
