#include "policy/reform/apply.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "policy/reform/overlay.hpp"
#include "policy/reform/package_edits.hpp"
#include "policy/reform/verbs.hpp"

namespace yidi::policy {
namespace {

class Applier {
  public:
    Applier(const SourceLaw& law, const Reform& reform, Findings& findings)
        : law_(law), reform_(reform), findings_(findings) {
        result_.area = law.area;
    }

    std::optional<Applied> run() {
        if (!is_base()) return {};
        if (reform_.cites_itself) add_documents(result_.area, reform_);
        if (!reload() || !refs_are_known()) return {};
        // The order first: a benefit added for a layer needs a place in it.
        for (const bool order : {true, false}) {
            for (const Patch& patch : reform_.patches) {
                if ((patch.verb == Verb::order) != order) continue;
                apply(patch, patch.window.value_or(reform_.window));
                if (!findings_.empty()) return {};
            }
        }
        check_conflicts(result_.touches, findings_);
        if (!findings_.empty()) return {};
        return std::move(result_);
    }

  private:
    void complain(ErrorCode code, const Patch& patch, std::string_view key, std::string found,
                  std::string expected) {
        findings_.add(code, patch.site, key, std::move(found), std::move(expected));
    }

    /// The package as it stands after the patches so far.
    bool reload() {
        package_ = load_with_parents(result_.area, law_.parents, findings_);
        return findings_.empty();
    }

    bool is_base() {
        Findings ignored;
        std::string names = load_head(law_.area, ignored).id;
        if (names == reform_.base) return true;
        for (const SourcePackage& parent : law_.parents) {
            const std::string id = load_head(parent, ignored).id;
            if (id == reform_.base) return true;
            names += ", " + id;
        }
        findings_.add(ErrorCode::reform_base, reform_.site, "base", reform_.base,
                      "the package or one of its parents: " + names);
        return false;
    }

    bool refs_are_known() {
        for (const std::string& ref : reform_.refs) {
            if (package_.sources.articles.contains(ref)) continue;
            findings_.add(ErrorCode::package_citation, reform_.site, "refs", ref,
                          "an article of the package, or of a [[document]] of the reform");
        }
        return findings_.empty();
    }

    [[nodiscard]] Stamp stamp_of(const Patch& patch) const {
        if (!reform_.cites_itself) return {};
        Stamp stamp{reform_.refs, reform_.confidence, reform_.origin};
        stamp.cites.push_back(fmt::format("{}:{}", reform_.id, patch.number));
        return stamp;
    }

    void touch(const Patch& patch, const Window& window, std::string target) {
        Touch touch{reform_.id, patch.site, std::move(target), window, patch.where, {}};
        const bool by_column = patch.verb == Verb::set || patch.verb == Verb::add ||
                               patch.verb == Verb::scale;
        for (const auto& [key, value] : patch.values) {
            if (by_column) touch.columns.push_back(key);
        }
        if (patch.verb == Verb::points) touch.columns = {"fund", "value"};
        result_.touches.push_back(std::move(touch));
        result_.windows.push_back(window);
    }

    void apply(const Patch& patch, const Window& window) {
        switch (patch.verb) {
            case Verb::add_benefit:
                return add_benefit(patch, window);
            case Verb::reading:
                return choose_reading(patch, window);
            case Verb::order:
                return put_order(patch, window);
            case Verb::shift:
                return shift(patch, window);
            default:
                break;
        }
        if (patch.verb == Verb::remove && patch.where.empty()) {
            for (const Benefit& benefit : package_.benefits) {
                if (benefit.id == patch.target) return remove_benefit(patch, window, benefit);
            }
        }
        edit(patch, window, stamp_of(patch), {});
    }

    /// The benefit whose rule a patch names, or a finding.
    const Benefit* benefit_of(const Patch& patch) {
        for (const Benefit& benefit : package_.benefits) {
            for (const Version& version : benefit.versions) {
                if (version.id == patch.target) return &benefit;
            }
        }
        std::string rules;
        for (const Benefit& benefit : package_.benefits) {
            rules += (rules.empty() ? "" : ", ") + benefit.id;
        }
        complain(ErrorCode::reform_no_match, patch, "target", patch.target,
                 "the id of a rule of the benefits " + rules);
        return nullptr;
    }

    /// One verb over the whole life of a rule within the window.
    void edit(const Patch& patch, const Window& window, const Stamp& stamp,
              const std::string& reading) {
        const Benefit* benefit = benefit_of(patch);
        if (benefit == nullptr) return;
        touch(patch, window, patch.target);
        Overlay overlay(result_.area, law_.parents, *benefit, package_.clock, patch);
        Hits hits;
        bool in_force = false, changed = false;
        for (const Stretch& stretch : life_of(*benefit, patch.target, package_.clock)) {
            const auto common = window.within({stretch.from, stretch.to});
            if (!common) continue;
            in_force = true;
            const TableEntries* table = overlay.source_of(*stretch.version);
            YIDI_ASSERT(table != nullptr);
            TableDraft draft(*table, *stretch.version, *benefit);
            if (!draft.select(patch, hits, findings_)) return;
            apply_verb(draft, patch, findings_);
            if (!findings_.empty()) return;
            if (!draft.is_changed()) continue;
            changed = true;
            overlay.add(stretch, *common, draft.write(stamp), reading);
        }
        if (!in_force) {
            return complain(ErrorCode::reform_no_match, patch, "window", window.text(),
                            fmt::format("days on which {} is in force", patch.target));
        }
        check_hits(patch, hits);
        if (changed) return finish(overlay);
        warn_no_effect(patch);
    }

    void check_hits(const Patch& patch, const Hits& hits) {
        for (std::size_t index = 0; index < hits.size(); ++index) {
            for (std::size_t value = 0; value < hits[index].size(); ++value) {
                if (hits[index][value]) continue;
                complain(ErrorCode::reform_no_match, patch, patch.where[index].key,
                         show(patch.where[index].values[value]),
                         fmt::format("a value of some row of {} in the window", patch.target));
            }
        }
    }

    void warn_no_effect(const Patch& patch) {
        result_.warnings.push_back(
            {ErrorCode::reform_no_effect,
             fmt::format("{}:{}", patch.site.file, patch.site.line),
             fmt::format("patch {} changes nothing", patch.number),
             "a value other than the one in force",
             {}});
    }

    void finish(const Overlay& overlay) {
        const std::string name = fmt::format("reform.{}.{}", reform_.id, ++files_);
        SourceFile file = overlay.file(name, findings_);
        if (!findings_.empty()) return;
        result_.area.files.push_back(std::move(file));
        (void)reload();
    }

    // ---- verbs that are not about one table ---------------------------------------------------

    void shift(const Patch& patch, const Window& window) {
        const Benefit* benefit = benefit_of(patch);
        if (benefit == nullptr) return;
        const Date version = *patch.version, fresh = *patch.new_from;
        const Window moved{std::min(version, fresh), std::max(version, fresh)};
        const bool inside = window.from <= moved.from && (!window.to || *moved.to <= *window.to);
        if (!inside || version == fresh) {
            return complain(ErrorCode::package_value, patch, "new_from", moved.text(),
                            "days inside the window of the patch");
        }
        touch(patch, moved, patch.target);
        const auto life = life_of(*benefit, patch.target, package_.clock);
        const Stretch* holder = nullptr;
        for (std::size_t index = 0; index < life.size(); ++index) {
            if (life[index].from != version) continue;
            if (fresh < version) holder = &life[index];
            if (fresh > version && index > 0 && life[index - 1].to == version) {
                holder = &life[index - 1];
            }
        }
        if (holder == nullptr) {
            return complain(ErrorCode::reform_no_match, patch, "version", version.text(),
                            fmt::format("the first day of a version of {}{}", patch.target,
                                        fresh > version ? " that follows another" : ""));
        }
        Overlay overlay(result_.area, law_.parents, *benefit, package_.clock, patch);
        TableDraft draft(*overlay.source_of(*holder->version), *holder->version, *benefit);
        draft.mark_all();
        overlay.add({moved.from, {}, holder->version}, moved, draft.write(stamp_of(patch)), {});
        finish(overlay);
    }

    /// A benefit ends by a gate that lets nobody in.
    void remove_benefit(const Patch& patch, const Window& window, const Benefit& benefit) {
        if (benefit.layer == Layer::account || !benefit.undetermined.zh.empty()) {
            return complain(ErrorCode::package_value, patch, "target", patch.target,
                            "a fund's benefit whose values are known");
        }
        touch(patch, window, patch.target);
        Overlay overlay(result_.area, law_.parents, benefit, package_.clock, patch);
        overlay.shut(window, stamp_of(patch), reform_);
        finish(overlay);
    }

    void add_benefit(const Patch& patch, const Window& window) {
        const auto at = reform_.files.find(patch.file);
        if (at == reform_.files.end()) {
            return complain(ErrorCode::reform_no_match, patch, "file", patch.file,
                            "a file beside the reform");
        }
        for (const SourceFile& file : result_.area.files) {
            if (file.name != at->second.name) continue;
            return complain(ErrorCode::package_value, patch, "file", file.name,
                            "a name that no file of the package has");
        }
        touch(patch, window, "file " + patch.file);
        result_.area.files.push_back(bundled(at->second, window, stamp_of(patch), patch));
        (void)reload();
    }

    void choose_reading(const Patch& patch, const Window& window) {
        const auto at = package_.sources.readings.find(patch.reading);
        if (at == package_.sources.readings.end()) {
            std::string known;
            for (const auto& [id, reading] : package_.sources.readings) {
                if (!reading.patches.empty()) known += (known.empty() ? "" : ", ") + id;
            }
            return complain(ErrorCode::reform_no_match, patch, "id", patch.reading,
                            "a reading of the package: " + known);
        }
        const Reading reading = at->second;
        const Label& other_side = reading.alternative;
        const bool named = patch.choose == other_reading || patch.choose == other_side.zh ||
                           patch.choose == other_side.en;
        if (!named || reading.patches.empty()) {
            return complain(ErrorCode::reform_no_match, patch, named ? "id" : "choose",
                            named ? patch.reading : patch.choose,
                            named ? "a reading whose alternative the package can compute"
                                  : fmt::format("alternative, or \"{}\"", reading.alternative.en));
        }
        const std::string other = add_other_reading(result_.area, patch.reading, reading);
        if (!reload()) return;
        for (const Node& node : reading.patches) {
            Patch part = read_patch({reading.site.file, std::get<TableEntries>(node.value),
                                     node.line, findings_},
                                    patch.number);
            if (!findings_.empty()) return;
            const auto days = part.window.value_or(all_time()).within(window);
            if (!days) continue;
            edit(part, *days, stamp_of(patch), other);
            if (!findings_.empty()) return;
        }
    }

    /// The order is not dated: that no day outside the window changes is for the plan to show.
    void put_order(const Patch& patch, const Window& window) {
        touch(patch, window, "order");
        Array order;
        for (const std::string& layer : patch.order) order.push_back({layer, patch.site.line});
        if (!put_settlement_order(result_.area, {std::move(order), patch.site.line},
                                  stamp_of(patch), package_.order_from)) {
            return warn_no_effect(patch);
        }
        (void)reload();
    }

    const SourceLaw& law_;
    const Reform& reform_;
    Findings& findings_;
    Package package_;
    Applied result_;
    int files_ = 0;
};

}  // namespace

std::optional<Applied> apply_reform(const SourceLaw& law, const Reform& reform,
                                    Findings& findings) {
    return Applier(law, reform, findings).run();
}

}  // namespace yidi::policy
