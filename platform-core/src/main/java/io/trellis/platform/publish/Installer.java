package io.trellis.platform.publish;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Finding;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.definition.PackageDefinition;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.packages.PackageContent;
import io.trellis.metadata.packages.PackageReader;
import io.trellis.platform.access.Actor;
import io.trellis.platform.audit.AuditAction;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** {@link Packages} over the publisher and the folders of the class path. */
@Component
class Installer implements Packages {
    private final Publisher publisher;
    private final PackageFolders folders;

    Installer(Publisher publisher, PackageFolders folders) {
        this.publisher = publisher;
        this.folders = folders;
    }

    @Override
    public List<PackageState> list(Actor actor) {
        Editor.requireSystem(actor, "managePackages");
        Map<String, PackageDefinition> installed =
                publisher.newest(actor.tenant()).packages();
        Map<String, PackageContent> available = folders.available();
        var names = new TreeSet<>(installed.keySet());
        names.addAll(available.keySet());
        return names.stream()
                .map(name -> state(
                        installed.get(name),
                        Optional.ofNullable(available.get(name))
                                .map(PackageContent::definition)
                                .orElse(null)))
                .toList();
    }

    private static PackageState state(PackageDefinition installed, PackageDefinition available) {
        PackageDefinition shown = installed == null ? available : installed;
        String state = installed == null
                ? "available"
                : available == null || available.version().equals(installed.version()) ? "installed" : "upgradable";
        return new PackageState(
                shown.name(),
                shown.version(),
                available == null ? null : available.version(),
                state,
                shown.label().byLocale(),
                shown.description().byLocale(),
                shown.dependsOn());
    }

    @Override
    public PackageReport install(Actor actor, List<String> names) {
        Editor.requireSystem(actor, "managePackages");
        var wanted = new LinkedHashSet<String>();
        collect(Protection.SYSTEM, null, wanted);
        names.forEach(name -> collect(name, null, wanted));
        var installed = new ArrayList<String>();
        var deed = new Deed(actor, AuditAction.PACKAGE_INSTALLED, String.join(", ", wanted));
        var outcome = publisher.publish(deed, true, false, "INVALID_PACKAGE", workspace -> {
            installed.clear();
            var contents = new LinkedHashMap<String, PackageContent>();
            for (String name : wanted) {
                if (!workspace.packages.containsKey(name)) {
                    PackageContent content = folders.find(name).orElseThrow();
                    contents.put(name, content);
                    add(workspace, content);
                    installed.add(name);
                }
            }
            workspace.speakWith(finding -> locate(contents, finding));
        });
        return new PackageReport(List.copyOf(installed), outcome.report().changes(), List.of());
    }

    /** What a package needs comes before it. */
    private void collect(String name, String neededBy, LinkedHashSet<String> wanted) {
        if (wanted.contains(name)) {
            return;
        }
        PackageContent content = folders.find(name)
                .orElseThrow(() -> neededBy == null
                        ? ProblemException.notFound("package", name)
                        : ProblemException.invalid(
                                "INVALID_PACKAGE",
                                List.of(new Problem(
                                        "PACKAGE_MISSING", "/dependsOn", Map.of("name", name, "package", neededBy)))));
        for (String dependency : content.definition().dependsOn()) {
            if (!dependency.equals(name)) {
                collect(dependency, name, wanted);
            }
        }
        wanted.add(name);
    }

    private static void add(Workspace workspace, PackageContent content) {
        for (Definition definition : content.elements()) {
            Element element = Element.of(definition);
            Element present = workspace.elements.putIfAbsent(element.address(), element);
            if (present != null) {
                String owner = present.definition().packageName();
                workspace.problems.add(new Problem(
                        "ELEMENT_EXISTS",
                        "",
                        Map.of("element", element.address(), "package", owner == null ? "" : owner)));
            }
        }
        workspace.packages.put(content.definition().name(), content.definition());
    }

    private static Problem locate(Map<String, PackageContent> contents, Finding finding) {
        for (PackageContent content : contents.values()) {
            if (content.sources().containsKey(finding.element())) {
                Problem located = PackageReader.locate(content, finding);
                var params = new LinkedHashMap<>(located.params());
                params.put("element", finding.element());
                return new Problem(located.code(), located.path(), params);
            }
        }
        var params = new LinkedHashMap<>(finding.problem().params());
        params.put("element", finding.element());
        return new Problem(finding.problem().code(), finding.problem().path(), params);
    }

    @Override
    public PackageReport upgrade(Actor actor, String name) {
        Editor.requireSystem(actor, "managePackages");
        requireInstalled(actor, name);
        PackageContent content = folders.find(name).orElseThrow(() -> ProblemException.notFound("package", name));
        var conflicts = new ArrayList<String>();
        var installed = new ArrayList<String>();
        var deed = new Deed(
                actor,
                AuditAction.PACKAGE_UPGRADED,
                name + " " + content.definition().version());
        var outcome = publisher.publish(deed, false, false, "INVALID_PACKAGE", workspace -> {
            conflicts.clear();
            installed.clear();
            for (String dependency : content.definition().dependsOn()) {
                if (!workspace.packages.containsKey(dependency)) {
                    add(
                            workspace,
                            folders.find(dependency)
                                    .orElseThrow(() -> ProblemException.notFound("package", dependency)));
                    installed.add(dependency);
                }
            }
            upgrade(workspace, content, conflicts);
            workspace.speakWith(finding -> locate(Map.of(name, content), finding));
        });
        return new PackageReport(List.copyOf(installed), outcome.report().changes(), List.copyOf(conflicts));
    }

    private static void upgrade(Workspace workspace, PackageContent content, List<String> conflicts) {
        String name = content.definition().name();
        var shipped = new LinkedHashMap<String, Element>();
        content.elements().forEach(definition -> shipped.put(definition.id(), Element.of(definition)));
        var merge = new Merge(conflicts);
        for (Element present : List.copyOf(workspace.elements.values())) {
            if (!name.equals(present.definition().packageName())) {
                continue;
            }
            Element fresh = shipped.remove(present.definition().id());
            Element merged = merged(merge, present, fresh, workspace);
            workspace.elements.remove(present.address());
            if (merged != null) {
                workspace.elements.put(merged.address(), merged);
            }
        }
        for (Element fresh : shipped.values()) {
            if (!workspace.removed.contains(fresh.definition().id())
                    && workspace.elements.putIfAbsent(fresh.address(), fresh) != null) {
                conflicts.add(fresh.address());
            }
        }
        workspace.packages.put(name, content.definition());
    }

    private static Element merged(Merge merge, Element present, Element fresh, Workspace workspace) {
        Map<String, Object> mine = present.document();
        Map<String, Object> theirs = fresh == null ? null : theirs(fresh, present);
        Map<String, Object> document = theirs != null && present.definition() instanceof ObjectDefinition
                ? merge.object(present.address(), present.shipped(), mine, theirs)
                : merge.choose(present.address(), present.shipped(), mine, theirs);
        if (document == null) {
            return null;
        }
        Definition definition = Kinds.of(present.definition())
                .read(document, present.definition().packageName(), workspace.problems::add)
                .orElseThrow();
        return new Element(definition, theirs == null ? present.shipped() : theirs);
    }

    /** A prefix the platform chose at installation is not a difference. */
    private static Map<String, Object> theirs(Element fresh, Element present) {
        if (present.definition() instanceof ObjectDefinition object
                && fresh.definition() instanceof ObjectDefinition wanted
                && wanted.prefix() == null) {
            return Element.document(wanted.withPrefix(object.prefix()));
        }
        return fresh.shipped();
    }

    @Override
    public PackageReport uninstall(Actor actor, String name) {
        Editor.requireSystem(actor, "managePackages");
        requireInstalled(actor, name);
        var deed = new Deed(actor, AuditAction.PACKAGE_UNINSTALLED, name);
        var outcome = publisher.publish(deed, false, false, "PACKAGE_IN_USE", workspace -> {
            if (name.equals(Protection.SYSTEM)) {
                workspace.problems.add(Problem.of("SYSTEM_ELEMENT", "", "element", "packages/" + name));
            }
            workspace.packages.values().stream()
                    .filter(other -> other.dependsOn().contains(name))
                    .forEach(
                            other -> workspace.problems.add(Problem.of("PACKAGE_NEEDED", "", "package", other.name())));
            folders.find(name).ifPresent(content -> content.elements()
                    .forEach(definition -> workspace.removed.remove(definition.id())));
            workspace
                    .elements
                    .values()
                    .removeIf(element -> name.equals(element.definition().packageName()));
            workspace.packages.remove(name);
        });
        return new PackageReport(List.of(), outcome.report().changes(), List.of());
    }

    private void requireInstalled(Actor actor, String name) {
        if (!publisher.newest(actor.tenant()).packages().containsKey(name)) {
            throw new ProblemException(
                    folders.available().containsKey(name) ? Kind.CONFLICT : Kind.NOT_FOUND,
                    folders.available().containsKey(name) ? "PACKAGE_NOT_INSTALLED" : "NOT_FOUND",
                    Map.of("what", "package", "name", name));
        }
    }
}
