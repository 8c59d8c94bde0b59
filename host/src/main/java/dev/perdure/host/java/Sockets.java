package dev.perdure.host.java;

import dev.perdure.workers.WebSocket;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.message.SocketEnd;
import dev.perdure.workers.message.SocketPair;
import dev.perdure.workers.spi.ActorSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sockets of one isolate. */
final class Sockets {
  private static final int MOST_TAGS = 10;
  private static final int LONGEST_TAG = 256;

  private final JavaRealm realm;
  // Those of the object, by their numbers, so that each stays the same Java object.
  private final Map<Long, SocketView> hibernating = new HashMap<>();
  // The ends that this isolate has and that are lost with it.
  private final Set<SocketEnd> held = ConcurrentHashMap.newKeySet();

  Sockets(JavaRealm realm) {
    this.realm = realm;
    realm.whenEnded(reason -> held.forEach(SocketEnd::abort));
  }

  JavaRealm realm() {
    return realm;
  }

  WebSocket[] pair() {
    SocketPair pair = new SocketPair();
    return new WebSocket[] {received(pair.first()), received(pair.second())};
  }

  /** A socket that is this isolate's now. */
  SocketView received(SocketEnd end) {
    held.add(end);
    return new SocketView(this, end);
  }

  /** The end of a socket that goes to somebody else. */
  SocketEnd given(WebSocket socket) {
    SocketView view = (SocketView) socket;
    view.release();
    held.remove(view.end());
    return view.end();
  }

  void lose(SocketEnd end) {
    held.remove(end);
  }

  void hold(SocketEnd end) {
    held.add(end);
  }

  void acceptForHibernation(WebSocket socket, String... tags) {
    SocketView view = (SocketView) socket;
    Set<String> distinct = new LinkedHashSet<>();
    for (String tag : tags) {
      if (distinct.size() >= MOST_TAGS) {
        throw WorkerException.error("a Hibernatable WebSocket cannot have more than 10 tags");
      }
      if (tag.getBytes(StandardCharsets.UTF_8).length > LONGEST_TAG) {
        throw WorkerException.error(
            "\"%s\" is longer than the max tag length (256 characters).".formatted(tag));
      }
      distinct.add(tag);
    }
    view.checkWaiting();
    ActorSocket accepted =
        realm
            .fibers()
            .call(() ->
                realm
                    .site()
                    .sockets()
                    .accept(view.end(), List.copyOf(distinct), view.attachment()));
    held.remove(view.end());
    view.hibernate(accepted);
    hibernating.put(accepted.number(), view);
  }

  /** The one Java object for a socket of the object. */
  SocketView of(ActorSocket socket) {
    return hibernating.computeIfAbsent(
        socket.number(),
        number -> {
          SocketView view = new SocketView(this, socket.end());
          view.hibernate(socket);
          return view;
        });
  }

  void forget(ActorSocket socket) {
    hibernating.remove(socket.number());
  }

  List<WebSocket> views(List<ActorSocket> sockets) {
    return sockets.stream().<WebSocket>map(this::of).toList();
  }
}
