#include "policy/lint/inspection.hpp"

#include <fmt/format.h>

#include "policy/compile_layer.hpp"

namespace yidi::policy {

void Inspection::add(Lint lint, const Site& site, std::string subject, Label found,
                     const std::vector<std::string>& cites) {
    Finding finding{lint, site, std::move(subject), std::move(found), cites, {}, 0, {}};
    finding.article =
        fmt::format("{}", fmt::join(readable_cites(package_.sources, {cites, {}, {}}), "；"));
    findings_.add(std::move(finding));
}

}  // namespace yidi::policy
