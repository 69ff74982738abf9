package io.trellis.platform.publish;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.definition.RoleDefinition;
import io.trellis.metadata.kind.FieldForm;
import io.trellis.metadata.kind.Kind;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** What designers do, element by element. Every method checks the actor's right first. */
@Component
class Editor implements DefinitionDoor {
    private final Publisher publisher;

    Editor(Publisher publisher) {
        this.publisher = publisher;
    }

    /**
     * What became of an edit.
     *
     * @param document the element as it now is; null after a removal and a dry run
     */
    record Edited(boolean created, Map<String, Object> document, PublishReport report) {}

    List<Map<String, Object>> list(Actor actor, Kind<?> kind) {
        require(actor, kind);
        return publisher.newest(actor.tenant()).elements().values().stream()
                .filter(element -> Kinds.of(element.definition()) == kind)
                .map(Element::document)
                .toList();
    }

    Map<String, Object> get(Actor actor, Kind<?> kind, String key) {
        require(actor, kind);
        return find(publisher.newest(actor.tenant()).elements(), kind, key).document();
    }

    Map<String, Object> getField(Actor actor, String object, String field) {
        require(actor, Kinds.OBJECTS);
        return FieldForm.write(object(publisher.newest(actor.tenant()).elements(), object)
                .findField(field)
                .orElseThrow(() -> ProblemException.notFound("field", field)));
    }

    /** Makes or replaces an element; the name may be left out of the document, and another name there renames. */
    Edited put(Actor actor, Kind<?> kind, String key, Object document, boolean dryRun) {
        return put(Deed.edit(actor, kind.name() + "/" + key), kind, key, document, dryRun);
    }

    @Override
    public PublishReport putAll(Actor actor, Kind<?> kind, Map<String, ?> documents, boolean dryRun) {
        require(actor, kind);
        Deed deed = Deed.edit(actor, kind.name() + "/" + String.join(", ", documents.keySet()));
        return publish(deed, dryRun, workspace -> {
                    documents.forEach((key, document) -> put(actor, workspace, kind, key, document));
                    workspace.speakOf("", "");
                })
                .report();
    }

    /** The same for another reason than that somebody sent the document. */
    Edited put(Deed deed, Kind<?> kind, String key, Object document, boolean dryRun) {
        Actor actor = deed.actor();
        require(actor, kind);
        String address = kind.name() + "/" + key;
        boolean exists = publisher.newest(actor.tenant()).elements().containsKey(address);
        var outcome = publish(deed, dryRun, workspace -> put(actor, workspace, kind, key, document));
        Element stored = outcome.snapshot().elements().get(kind.name() + "/" + SentDocument.key(kind, key, document));
        return edited(!exists, outcome, Optional.ofNullable(stored).map(Element::document), dryRun);
    }

    private static void put(Actor actor, Workspace workspace, Kind<?> kind, String key, Object document) {
        String address = kind.name() + "/" + key;
        Element present = workspace.elements.get(address);
        workspace.intend(present != null, true, address);
        Object complete = SentDocument.complete(kind, key, document, present);
        String packageName = present == null ? null : present.definition().packageName();
        Optional<? extends Definition> read = kind.read(complete, packageName, workspace.problems::add);
        if (read.isEmpty()) {
            return;
        }
        Definition definition = read.get();
        Protection.check(present, definition, workspace.problems::add);
        checkRights(actor, workspace, definition);
        String newAddress = Element.address(definition);
        if (!newAddress.equals(address) && (present == null || workspace.elements.containsKey(newAddress))) {
            String code = present == null ? "NAME_DIFFERS" : "DUPLICATE_NAME";
            workspace.problems.add(new Problem(code, "/name", Map.of("name", definition.key(), "expected", key)));
            return;
        }
        replace(workspace, address, present == null ? Element.own(definition) : present.with(definition));
        workspace.speakOf(newAddress, "");
    }

    /** Nobody gives themselves or others more rights than they have. */
    private static void checkRights(Actor actor, Workspace workspace, Definition definition) {
        var sets = new ArrayList<PermissionSetDefinition>();
        if (definition instanceof PermissionSetDefinition set) {
            sets.add(set);
        } else if (definition instanceof RoleDefinition role) {
            for (String name : role.permissionSets()) {
                Element element = workspace.elements.get(Kinds.PERMISSION_SETS.name() + "/" + name);
                if (element != null) {
                    sets.add((PermissionSetDefinition) element.definition());
                }
            }
        }
        for (PermissionSetDefinition set : sets) {
            if (!actor.grants().covers(set)) {
                workspace.problems.add(Problem.of("SET_EXCEEDS_OWN_RIGHTS", "", "set", set.name()));
            }
        }
    }

    /** Keeps the element's place, so that lists do not jump. */
    private static void replace(Workspace workspace, String address, Element element) {
        if (!workspace.elements.containsKey(address)) {
            workspace.elements.put(element.address(), element);
            return;
        }
        var copy = new LinkedHashMap<>(workspace.elements);
        workspace.elements.clear();
        copy.forEach((name, other) -> workspace.elements.put(
                name.equals(address) ? element.address() : name, name.equals(address) ? element : other));
    }

    Edited remove(Actor actor, Kind<?> kind, String key, boolean dryRun) {
        require(actor, kind);
        find(publisher.newest(actor.tenant()).elements(), kind, key);
        String address = kind.name() + "/" + key;
        var outcome = publish(Deed.edit(actor, address), dryRun, workspace -> {
            Element present = find(workspace.elements, kind, key);
            workspace.intend(true, false, address);
            Protection.check(present, null, workspace.problems::add);
            refuseIfUsed(workspace, address, dryRun);
            workspace.elements.remove(address);
            if (present.shipped() != null) {
                workspace.removed.add(present.definition().id());
            }
        });
        return edited(false, outcome, Optional.empty(), dryRun);
    }

    /** Makes or replaces one field of an object. */
    Edited putField(Actor actor, String object, String field, Object document, boolean dryRun) {
        require(actor, Kinds.OBJECTS);
        boolean exists = object(publisher.newest(actor.tenant()).elements(), object)
                .findField(field)
                .isPresent();
        var outcome = publish(
                Deed.edit(actor, address(object, field)),
                dryRun,
                workspace -> putField(workspace, object, field, document));
        String name = document instanceof Map<?, ?> map && map.get("name") instanceof String given ? given : field;
        Optional<Map<String, Object>> stored = dryRun
                ? Optional.empty()
                : object(outcome.snapshot().elements(), object).findField(name).map(FieldForm::write);
        return edited(!exists, outcome, stored, dryRun);
    }

    private static void putField(Workspace workspace, String object, String name, Object document) {
        ObjectDefinition definition = object(workspace.elements, object);
        Optional<FieldDefinition> present = definition.findField(name);
        workspace.intend(present.isPresent(), true, address(object, name));
        Object complete = document instanceof Map<?, ?> map ? SentDocument.withId(map, name, definition) : document;
        Optional<FieldDefinition> read = FieldForm.read(complete, name, object, workspace.problems::add);
        if (read.isEmpty()) {
            return;
        }
        if (present.isEmpty() && !read.get().name().equals(name)) {
            workspace.problems.add(new Problem(
                    "NAME_DIFFERS", "/name", Map.of("name", read.get().name(), "expected", name)));
        }
        var fields = new ArrayList<FieldDefinition>(definition.fields());
        int index = present.map(fields::indexOf).orElse(fields.size());
        if (present.isPresent()) {
            fields.set(index, read.get());
        } else {
            fields.add(read.get());
        }
        replaceFields(workspace, object, fields);
        workspace.speakOf("objects/" + object, "/fields/" + index);
    }

    Edited removeField(Actor actor, String object, String field, boolean dryRun) {
        require(actor, Kinds.OBJECTS);
        getField(actor, object, field);
        var outcome = publish(Deed.edit(actor, address(object, field)), dryRun, workspace -> {
            ObjectDefinition definition = object(workspace.elements, object);
            String address = address(object, field);
            workspace.intend(true, false, address);
            refuseIfUsed(workspace, address, dryRun);
            replaceFields(
                    workspace,
                    object,
                    definition.fields().stream()
                            .filter(one -> !one.name().equals(field))
                            .toList());
        });
        return edited(false, outcome, Optional.empty(), dryRun);
    }

    private static String address(String object, String field) {
        return "objects/" + object + "/fields/" + field;
    }

    private static void replaceFields(Workspace workspace, String object, List<FieldDefinition> fields) {
        Element present = find(workspace.elements, Kinds.OBJECTS, object);
        ObjectDefinition changed = ((ObjectDefinition) present.definition()).withFields(fields);
        Protection.check(present, changed, workspace.problems::add);
        workspace.elements.put("objects/" + object, present.with(changed));
    }

    /** Better said before compiling, which would report the same as many separate mistakes. */
    private static void refuseIfUsed(Workspace workspace, String address, boolean dryRun) {
        List<String> users = workspace.base.catalog().dependants(address).stream()
                .filter(user -> !user.startsWith(address + "/"))
                .toList();
        if (!users.isEmpty() && !dryRun) {
            throw new ProblemException(
                    ProblemException.Kind.CONFLICT,
                    "IN_USE",
                    Map.of("element", address, "dependants", String.join(", ", users)),
                    users.stream()
                            .map(user -> Problem.of("USED_BY", "", "element", user))
                            .toList());
        }
    }

    private Publisher.Outcome publish(Deed deed, boolean dryRun, Consumer<Workspace> edit) {
        return publisher.publish(deed, false, dryRun, "INVALID_METADATA", edit);
    }

    private static Edited edited(
            boolean created, Publisher.Outcome outcome, Optional<Map<String, Object>> document, boolean dryRun) {
        return new Edited(created, dryRun ? null : document.orElse(null), outcome.report());
    }

    private static Element find(Map<String, Element> elements, Kind<?> kind, String key) {
        Element element = elements.get(kind.name() + "/" + key);
        if (element == null) {
            throw ProblemException.notFound(kind == Kinds.OBJECTS ? "object" : "definition", key);
        }
        return element;
    }

    private static ObjectDefinition object(Map<String, Element> elements, String name) {
        return (ObjectDefinition) find(elements, Kinds.OBJECTS, name).definition();
    }

    /** Who may hand out rights may do anything, so rights need the right to manage people as well. */
    static void require(Actor actor, Kind<?> kind) {
        requireSystem(actor, "manageMetadata");
        if (kind == Kinds.PERMISSION_SETS || kind == Kinds.ROLES) {
            requireSystem(actor, "manageUsers");
        }
    }

    static void requireSystem(Actor actor, String permission) {
        if (!actor.grants().maySystem(permission)) {
            throw new ProblemException(ProblemException.Kind.FORBIDDEN, "FORBIDDEN", Map.of("needs", permission));
        }
    }
}
