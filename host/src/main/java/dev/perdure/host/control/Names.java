package dev.perdure.host.control;

import dev.perdure.host.actor.ObjectInMemory;
import dev.perdure.storage.PendingAlarm;
import dev.perdure.workers.compat.NearNames;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.id.ActorIds;
import dev.perdure.workers.message.GuestException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the classes and objects that people name. */
final class Names {
  private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{64}");

  private final ObjectHouse house;

  Names(ObjectHouse house) {
    this.house = house;
  }

  /** The class called {@code name}, or {@code worker/name} where several workers have one. */
  HeldClass heldClass(String name) {
    List<HeldClass> all = house.classes();
    List<HeldClass> found =
        all.stream()
            .filter(each ->
                each.className().equals(name)
                    || full(each).equals(name)
                    || each.uniqueKey().equals(name))
            .toList();
    if (found.size() > 1) {
      throw ControlException.refused(
          "Several workers have a class '%s'; name one of: %s."
              .formatted(name, String.join(", ", found.stream().map(Names::full).toList())));
    }
    if (found.isEmpty()) {
      List<String> names = new ArrayList<>(all.stream().map(HeldClass::className).toList());
      all.forEach(each -> names.add(full(each)));
      List<String> near = NearNames.of(name, names);
      throw ControlException.notFound(
          "There is no class '%s' in '%s'.%s"
              .formatted(
                  name,
                  house.root(),
                  near.isEmpty()
                      ? all.isEmpty()
                          ? " It holds no classes at all."
                          : " There are: "
                              + String.join(", ", all.stream().map(Names::full).toList())
                              + "."
                      : NearNames.hint(near)));
    }
    return found.getFirst();
  }

  private static String full(HeldClass held) {
    return held.worker() + "/" + held.className();
  }

  /** The object with this id or name, whether it exists or not. */
  ActorId id(HeldClass held, String text) {
    ActorIds ids = new ActorIds(held.uniqueKey());
    if (!ID.matcher(text).matches()) {
      return ids.fromName(text);
    }
    try {
      return ids.fromString(text);
    } catch (GuestException e) {
      throw ControlException.notFound(
          "'%s' is no id of class '%s': %s".formatted(text, held.className(), e.error().message()));
    }
  }

  /** The object with this id or name. */
  ActorId existing(HeldClass held, String text) {
    ActorId id = id(held, text);
    boolean exists =
        house.store(held).exists(id)
            || house.inMemory(held).stream().anyMatch(each -> each.id().equals(id));
    if (!exists) {
      throw ControlException.notFound(
          "Class '%s' has no object %s.%s"
              .formatted(
                  held.className(),
                  id.name() == null ? "with the id '" + id + "'" : "'" + text + "' (id " + id + ")",
                  NearNames.hint(NearNames.of(text, known(held)))));
    }
    return id;
  }

  /** The names that the objects are known by. */
  private List<String> known(HeldClass held) {
    List<ActorId> ids = new ArrayList<>();
    house.store(held).pendingAlarms().stream().map(PendingAlarm::id).forEach(ids::add);
    house.inMemory(held).stream().map(ObjectInMemory::id).forEach(ids::add);
    List<String> names = new ArrayList<>();
    for (ActorId id : ids) {
      String name = id.name();
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }
}
