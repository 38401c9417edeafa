/// @file
/// Books of a small nation that hold: one settlement of a Beijing patient in Hainan in force, one
/// taken back, and one at home. Tests spoil them one thing at a time.
///
/// Level       tests only
/// Units       Money in fen
/// Errors      none
/// Ownership   values only

#pragma once

#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "proof/books.hpp"

namespace yidi::proof {

template <class Tuple>
struct VectorsOf;
template <class... Ts>
struct VectorsOf<std::tuple<Ts...>> {
    using type = std::tuple<std::vector<Ts>...>;
};

/// A Source over records written by hand.
struct SampleNode {
    typename VectorsOf<model::Records>::type tables;

    template <class T>
    [[nodiscard]] std::vector<T>& all() {
        return std::get<std::vector<T>>(tables);
    }
    template <class T, class F>
    void for_each(F&& f) {
        for (const T& record : all<T>()) f(record);
    }
    /// Posts as an engine does.
    std::int64_t post(const ledger::Entry& entry);
    void draw(const std::string& series, std::int64_t last);
};

/// How far a settlement has come.
enum class Stage {
    decided,   ///< The insured place has booked it, its answer is on its way.
    in_force,  ///< Booked by all.
    undone,    ///< Taken back by all.
};

struct SampleNation {
    /// `first` is the stage of S1.
    explicit SampleNation(Stage first = Stage::in_force);

    std::map<std::string, SampleNode> nodes;

    [[nodiscard]] Report check(bool complete = true);
    [[nodiscard]] SampleNode& treatment() { return nodes.at("460000"); }
    [[nodiscard]] SampleNode& insured() { return nodes.at("110000"); }
    [[nodiscard]] SampleNode& hub() { return nodes.at("hub"); }

  private:
    void settle(const std::string& setl_id, const std::string& insured_node, Stage stage);
    void match(const std::string& setl_id, const std::string& insured_node, bool undone);
};

}  // namespace yidi::proof
