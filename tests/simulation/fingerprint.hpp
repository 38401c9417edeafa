/// @file
/// One number for all that a run committed and answered: two runs of a seed must agree on it.
///
/// Level       tests only
/// Units       FNV-1a of 64 bits
/// Errors      none
/// Ownership   values only

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include "base/text.hpp"
#include "engine/store.hpp"
#include "model/replies.hpp"

namespace yidi::simulation {

class Fingerprint {
  public:
    [[nodiscard]] std::uint64_t value() const { return value_; }

    void add(const std::string& text) {
        add(static_cast<std::int64_t>(text.size()));
        value_ = yidi::fingerprint(text, value_);
    }
    void add(std::int64_t number) {
        value_ = (value_ ^ static_cast<std::uint64_t>(number)) * 1'099'511'628'211ULL;
        value_ ^= value_ >> 29;
    }
    void add(bool flag) { add(std::int64_t{flag}); }
    void add(std::int32_t number) { add(std::int64_t{number}); }
    void add(Money amount) { add(amount.fen()); }
    void add(UnitPrice price) { add(price.micro_yuan()); }
    void add(Quantity quantity) { add(quantity.e4()); }
    void add(Ratio ratio) { add(ratio.ppm()); }
    void add(Date day) { add(std::int64_t{day.days()}); }
    void add(Instant instant) { add(instant.us()); }
    void add(const Personal& text) { add(text.reveal()); }

    template <class T>
    requires std::is_enum_v<T>
    void add(T value) { add(static_cast<std::int64_t>(value)); }
    template <class T>
    void add(const std::optional<T>& value) {
        add(value.has_value());
        if (value) add(*value);
    }
    template <class T>
    void add(const std::vector<T>& values) {
        add(static_cast<std::int64_t>(values.size()));
        for (const T& value : values) add(value);
    }
    template <class... Ts>
    void add(const std::variant<Ts...>& value) {
        add(static_cast<std::int64_t>(value.index()));
        std::visit([&](const auto& held) { add(held); }, value);
    }
    template <class T>
    requires boost::describe::has_describe_members<T>::value void add(const T& record) {
        using Members = boost::describe::describe_members<T, boost::describe::mod_any_access>;
        boost::mp11::mp_for_each<Members>([&](auto d) { add(record.*d.pointer); });
    }

    void add(const engine::Changes& changes) {
        std::apply([&](const auto&... table) { (add_table(table), ...); }, changes.tables);
    }
    void add(const model::Reply& reply) {
        if (const Problem* refusal = reply.refusal()) {
            add(static_cast<std::int64_t>(refusal->code));
            add(refusal->field);
            add(refusal->found);
            return;
        }
        add(static_cast<std::int64_t>(reply.body().index()));
        if (const auto* view = std::get_if<model::SettlementView>(&reply.body())) {
            add(view->settlement);
        }
    }

  private:
    template <class T>
    void add_table(const std::vector<engine::Change<T>>& table) {
        for (const engine::Change<T>& change : table) {
            add(change.kind);
            add(change.record);
        }
    }

    std::uint64_t value_ = 14695981039346656037ULL;
};

}  // namespace yidi::simulation
