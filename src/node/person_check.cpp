#include "node/person_check.hpp"

#include "base/text.hpp"

namespace yidi::node {
namespace {

using proof::Check;

std::string key_of(const std::string& node, const std::string& psn_no) {
    return node + ' ' + psn_no;
}

}  // namespace

void PersonCheck::see_people(const std::string& node, store::SqliteStore& store,
                             store::Vault& vault, proof::Report& report) {
    store.for_each<model::Person>([&](const model::Person& person) {
        report.looked(Check::person_data);
        const std::string& certno = person.certno.reveal();
        const std::string digest = vault.network_digest_document("document", certno);
        if (digest != person.certno_digest) {
            report.found({Check::person_data, node, person.psn_no, "certno_digest " + digest,
                          person.certno_digest});
        }
        people_.emplace(key_of(node, person.psn_no),
                        Prints{fingerprint(certno), fingerprint(person.psn_name.reveal())});
    });
}

void PersonCheck::see_stays(const std::string& node, store::SqliteStore& store,
                            const desk::Network& network, proof::Report& report) const {
    store.for_each<model::Encounter>([&](const model::Encounter& visit) {
        const auto known =
            people_.find(key_of(network.node_of(visit.insuplc_admdvs), visit.psn_no));
        if (known == people_.end()) return;  // record_missing says so where money depends on it
        report.looked(Check::person_data);
        const auto differ = [&](const char* column) {
            report.found(
                {Check::person_data, node, visit.mdtrt_id, column, "that of " + visit.psn_no});
        };
        if (fingerprint(visit.person.certno.reveal()) != known->second.certno) {
            differ("person_certno");
        }
        if (fingerprint(visit.person.psn_name.reveal()) != known->second.name) {
            differ("person_psn_name");
        }
    });
}

}  // namespace yidi::node
