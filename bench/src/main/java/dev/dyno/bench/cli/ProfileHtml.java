package dev.dyno.bench.cli;

import dev.dyno.bench.profile.FrameChange;
import dev.dyno.profiles.pages.ProfilePage;
import dev.dyno.profiles.pages.Rules;
import dev.dyno.profiles.sampler.ProfiledSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A profile as a page: says with the same words and figures what the terminal says.
final class ProfileHtml {

  private ProfileHtml() {}

  static ProfilePage of(ProfileResult result, List<ProfilePage.Graph> graphs) {
    boolean compared = result.sides().size() == 2;
    double all = result.sides().getFirst().total();
    var sides = new ArrayList<ProfilePage.Side>();
    for (int i = 0; i < result.sides().size(); i++) {
      sides.add(side(result.observed().get(i).role(), result.sides().get(i)));
    }
    return new ProfilePage(
        result.title(),
        result.event().id(),
        result.event().unit() + "/op",
        "%s (%s)".formatted(result.sampler(), String.join(", ", result.engines())),
        Stream.concat(result.caveats().stream(), result.noise().stream()).toList(),
        sides,
        result.frames().top(ProfileResult.TOP).stream()
            .map(frame -> compared ? changed(frame) : alone(frame, all))
            .toList(),
        graphs,
        result.observed().stream().map(each -> Rules.of(each.role(), each.findings())).toList());
  }

  private static ProfilePage.Side side(String role, ProfiledSide side) {
    return new ProfilePage.Side(
        role,
        side.name(),
        ProfileText.number(side.total()),
        String.format(Locale.ROOT, "%,d", side.samples()),
        Integer.toString(side.forks().size()),
        String.format(Locale.ROOT, "%,d", side.operations()));
  }

  private static ProfilePage.Frame changed(FrameChange frame) {
    return new ProfilePage.Frame(
        frame.frame(),
        ProfileText.number(frame.baseline()),
        ProfileText.number(frame.candidate()),
        ProfileText.signed(frame.change()),
        ProfileText.interval(frame, frame.change()),
        frame.told());
  }

  private static ProfilePage.Frame alone(FrameChange frame, double all) {
    return new ProfilePage.Frame(
        frame.frame(),
        "",
        ProfileText.number(frame.candidate()),
        String.format(Locale.ROOT, "%.1f %%", all == 0 ? 0 : 100 * frame.candidate() / all),
        ProfileText.interval(frame, frame.candidate()),
        true);
  }
}
