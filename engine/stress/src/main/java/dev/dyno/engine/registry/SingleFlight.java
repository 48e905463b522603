package dev.dyno.engine.registry;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// Two ask for the login of one registry at once: it is worked out once, and both get that one.
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "one login for both")
@Outcome(expect = FORBIDDEN, desc = "worked out twice")
@State
public class SingleFlight {

  private static final String SERVER = "registry.test:5000";
  private static final RegistryAccounts ACCOUNTS =
      new RegistryAccounts(
          Map.of(
              SERVER,
              new RegistryAccounts.Account(
                  new Secret.Literal("builder"), new Secret.Literal("password"))),
          new DockerConfig(Path.of("absent"), Optional.empty()),
          Map.of());

  private final CachedAuth auth = new CachedAuth(ACCOUNTS, Ticker.disabledTicker());
  private List<RegistryLogin> first = List.of();
  private List<RegistryLogin> second = List.of();

  @Actor
  public void one() {
    first = login();
  }

  @Actor
  public void other() {
    second = login();
  }

  /// Each working out makes a login of its own, so the same object was worked out once.
  @Arbiter
  @SuppressWarnings("ReferenceEquality")
  public void both(I_Result result) {
    result.r1 = first.getFirst() == second.getFirst() ? 1 : 0;
  }

  private List<RegistryLogin> login() {
    try {
      return auth.login(SERVER).stream().toList();
    } catch (AuthException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
