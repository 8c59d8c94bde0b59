package dev.perdure.host.config;

import java.util.Optional;
import java.util.Set;

/** Judges the keys at the top level and in the chosen environment, before any is read. */
final class KeyCheck {
  private final Set<BindingKind> supported;
  private final boolean redirected;

  KeyCheck(Set<BindingKind> supported, boolean redirected) {
    this.supported = supported;
    this.redirected = redirected;
  }

  void check(Layers layers) {
    section(layers.top(), layers.environment().isEmpty(), true);
    String assets = BindingKind.ASSETS.key();
    if (layers.environment().isPresent() && layers.inherited(assets) == layers.top()) {
      binding(layers.top(), assets);
    }
    layers.environment().ifPresent(environment -> section(environment, true, false));
  }

  private void section(Section section, boolean active, boolean top) {
    section.accept(ConfigKey.names());
    for (String key : section.keys()) {
      Optional<ConfigKey> known = ConfigKey.of(key);
      known.ifPresent(found -> known(section, found, top));
      if (active && known.isEmpty()) {
        binding(section, key);
      }
    }
    section.finish();
  }

  private void known(Section section, ConfigKey key, boolean top) {
    section.raw(key.key());
    boolean filled = Layers.filled(section, key.key());
    if (key.treatment() == ConfigKey.Treatment.REMOVED && filled && !redirected) {
      section.error(
          section.path(key.key()), "The field \"%s\" is refused. %s", key.key(), key.hint());
    } else if (key.treatment() == ConfigKey.Treatment.WITHOUT_EFFECT && filled) {
      section.warn(section.path(key.key()), "The field \"%s\" has no effect here.", key.key());
    } else if (key.scope() == ConfigKey.Scope.TOP && !top) {
      section.warn(
          section.path(key.key()),
          "The field \"%s\" has no effect in an environment. Move it to the top level.",
          key.key());
    }
  }

  private void binding(Section section, String key) {
    for (BindingKind kind : BindingKind.values()) {
      if (kind.key().equals(key) && !supported.contains(kind) && Layers.filled(section, key)) {
        section.error(
            section.path(key),
            "Perdure does not provide %s bindings ('%s') yet. Remove \"%s\" to run the rest of"
                + " the worker, or bind a worker of your own as a service in its place.",
            kind.label(),
            key,
            key);
      }
    }
  }
}
