/// @file
/// The only door between a handler and the state of its node. Reads go through to the store once;
/// writes stay here until the engine commits the whole batch. What a refused command wrote is
/// dropped, what its neighbours wrote stays.
///
/// Level       4, pure apart from the store it reads
/// Units       none
/// Errors      StoreFailure from a read; see engine/store.hpp
/// Ownership   pointers returned by find() are valid until the batch ends; their record changes
///             when put() writes the same key
/// Threads     confined to its engine's thread
/// Invariants  W1  a later command of a batch sees what an earlier one wrote.
///             W2  after drop() nothing of the current command is left: no record, message, timer,
///                 number, wake or question.
///             W3  changes() holds each key at most once.

#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/store.hpp"
#include "ledger/entry.hpp"
#include "model/commands.hpp"
#include "model/replies.hpp"

namespace yidi::engine {

/// Most rows one list() may bring in. Longer lists are a defect of the caller's design.
inline constexpr std::size_t list_rows_max = 20'000;

namespace detail {

struct KeyHash {
    static std::size_t of(const std::string& text) { return std::hash<std::string>{}(text); }
    static std::size_t of(std::int64_t value) { return std::hash<std::int64_t>{}(value); }
    static std::size_t of(Instant value) { return std::hash<std::int64_t>{}(value.us()); }

    template <class... Columns>
    std::size_t operator()(const std::tuple<Columns...>& key) const {
        std::size_t seed = 0;
        std::apply(
            [&](const auto&... column) {
                ((seed = seed * 1'099'511'628'211ULL + of(column)), ...);
            },
            key);
        return seed;
    }
};

/// Records of one type as this batch sees them.
template <class T>
class WorkingTable {
  public:
    using Key = model::KeyOf<T>;

    struct Entry {
        std::optional<T> record;
        bool in_store = false;
        bool dirty = false;
    };

    Entry& entry(const Key& key, Store& store) {
        const auto [at, is_new] = entries_.try_emplace(key);
        if (is_new) {
            at->second.record = store.table<T>().load(key);
            at->second.in_store = at->second.record.has_value();
        }
        return at->second;
    }

    /// An entry whose key the caller knows to be absent everywhere.
    Entry& fresh_entry(const Key& key) { return entries_.try_emplace(key).first->second; }

    /// An entry whose key the caller knows to be in the store.
    Entry& stored_entry(const Key& key) {
        const auto [at, is_new] = entries_.try_emplace(key);
        if (is_new) at->second.in_store = true;
        return at->second;
    }

    void write(const Key& key, Entry& entry, std::optional<T> record) {
        journal_.push_back({&entry, std::move(entry.record), entry.dirty});
        entry.record = std::move(record);
        if (!entry.dirty) {
            entry.dirty = true;
            dirty_.push_back({key, &entry});
        }
    }

    void keep() { journal_.clear(); }

    void drop() {
        for (auto undo = journal_.rbegin(); undo != journal_.rend(); ++undo) {
            undo->entry->record = std::move(undo->record);
            if (undo->entry->dirty && !undo->dirty) dirty_.pop_back();
            undo->entry->dirty = undo->dirty;
        }
        journal_.clear();
    }

    /// Store rows with this batch's writes laid over them.
    template <class Belongs>
    std::vector<T> overlay(std::vector<T> rows, Belongs belongs) {
        if (dirty_.empty()) return rows;
        std::map<Key, T> merged;
        for (T& row : rows) merged.emplace(model::key_of(row), std::move(row));
        for (const auto& [key, entry] : dirty_) {
            merged.erase(key);
            if (entry->record && belongs(*entry->record)) merged.emplace(key, *entry->record);
        }
        rows.clear();
        for (auto& [key, row] : merged) rows.push_back(std::move(row));
        return rows;
    }

    [[nodiscard]] bool has_changes() const { return !dirty_.empty(); }

    void collect(std::vector<Change<T>>& out) const {
        for (const auto& [key, entry] : dirty_) {
            if (entry->record) {
                out.push_back({entry->in_store ? ChangeKind::update : ChangeKind::insert,
                               *entry->record});
            } else if (entry->in_store) {
                out.push_back({ChangeKind::erase, keyed(key)});
            }
        }
    }

    /// The batch is durable: what was written is now what the store holds.
    void committed(std::size_t cached_rows_max) {
        for (const auto& [key, entry] : dirty_) {
            entry->dirty = false;
            entry->in_store = entry->record.has_value();
        }
        const bool forget = entries_.size() > cached_rows_max;
        if (forget) {
            entries_.clear();
        } else {
            for (const auto& [key, entry] : dirty_) {
                if (!entry->in_store) entries_.erase(Key{key});
            }
        }
        dirty_.clear();
    }

  private:
    struct Undo {
        Entry* entry;
        std::optional<T> record;
        bool dirty;
    };

    static T keyed(const Key& key) {
        T record{};
        [&]<std::size_t... at>(std::index_sequence<at...>) {
            ((record.*std::get<at>(model::Table<T>::key) = std::get<at>(key)), ...);
        }(std::make_index_sequence<std::tuple_size_v<Key>>{});
        return record;
    }

    std::unordered_map<Key, Entry, KeyHash> entries_;
    std::vector<std::pair<Key, Entry*>> dirty_;
    std::vector<Undo> journal_;
};

template <class Tuple>
struct WorkingTablesOf;
template <class... Ts>
struct WorkingTablesOf<std::tuple<Ts...>> {
    using type = std::tuple<WorkingTable<Ts>...>;
};

}  // namespace detail

/// A question a command has put to another node.
struct Question {
    model::NodeId peer;
    model::PeerBody body;
};

/// Someone is to be answered when `key` is woken, or with `if_late` when it is not in time.
struct Await {
    std::string key;
    Problem if_late;
};

struct Wake {
    std::string key;
    model::Reply reply;
};

/// What one command or message wants done once its batch is durable.
struct Effects {
    std::vector<model::PeerMessage> messages;
    std::vector<Wake> wakes;
    struct TimerChange {
        std::pair<Instant, std::string> timer;
        bool is_armed;  ///< Else cancelled.
    };
    std::vector<TimerChange> timers;
    std::optional<Question> question;
    std::optional<Await> await;
    bool answer_unusable = false;  ///< A question was answered with something else.
};

class Workspace {
  public:
    Workspace(Store& store, model::NodeId self);
    ~Workspace();
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;

    [[nodiscard]] const model::NodeId& self() const noexcept { return self_; }

    // ---- records ---------------------------------------------------------------------------------

    /// The record with this key, or null.
    template <class T, class... Columns>
    [[nodiscard]] const T* find(const Columns&... columns) {
        auto& entry = table<T>().entry(model::KeyOf<T>{columns...}, store_);
        return entry.record ? &*entry.record : nullptr;
    }

    /// Writes a record; its key may be new or known.
    template <class T>
    void put(T record) {
        const auto key = model::key_of(record);
        auto& rows = table<T>();
        rows.write(key, rows.entry(key, store_), std::move(record));
    }

    /// Writes a record whose key cannot exist yet, because its number was just drawn: no look-up.
    template <class T>
    void put_new(T record) {
        const auto key = model::key_of(record);
        auto& rows = table<T>();
        rows.write(key, rows.fresh_entry(key), std::move(record));
    }

    /// Requires the record to exist.
    template <class T, class... Columns>
    void erase(const Columns&... columns) {
        const model::KeyOf<T> key{columns...};
        auto& rows = table<T>();
        auto& entry = rows.entry(key, store_);
        YIDI_ASSERT(entry.record.has_value());
        rows.write(key, entry, std::nullopt);
    }

    /// As erase(), for a record the caller knows to be in the store: no look-up.
    template <class T, class... Columns>
    void erase_stored(const Columns&... columns) {
        const model::KeyOf<T> key{columns...};
        auto& rows = table<T>();
        rows.write(key, rows.stored_entry(key), std::nullopt);
    }

    /// All records whose key begins with these values, in key order.
    template <class T, class... Columns>
    [[nodiscard]] std::vector<T> list(const Columns&... columns) {
        model::KeyOf<T> prefix{};
        const auto given = std::tuple<const Columns&...>{columns...};
        constexpr std::size_t count = sizeof...(Columns);
        [&]<std::size_t... at>(std::index_sequence<at...>) {
            ((std::get<at>(prefix) = std::get<at>(given)), ...);
        }(std::make_index_sequence<count>{});
        auto rows = store_.table<T>().list(prefix, count, list_rows_max);
        return table<T>().overlay(std::move(rows), [&](const T& record) {
            const auto key = model::key_of(record);
            return [&]<std::size_t... at>(std::index_sequence<at...>) {
                return ((std::get<at>(key) == std::get<at>(prefix)) && ...);
            }(std::make_index_sequence<count>{});
        });
    }

    /// All records that an index finds under these values.
    template <class I, class... Columns>
    [[nodiscard]] std::vector<typename I::Record> list_by(const Columns&... columns) {
        const model::IndexKeyOf<I> key{columns...};
        return table<typename I::Record>().overlay(store_.index<I>().find(key),
                                                   [&](const typename I::Record& record) {
                                                       return model::index_key_of<I>(record) == key;
                                                   });
    }

    /// Draws the next number of a series; series begin at 1 and never repeat.
    [[nodiscard]] std::int64_t next_number(const std::string& series);

    // ---- money -----------------------------------------------------------------------------------

    /// Books an entry: its transfers and the accounts they touch. Returns the first transfer's id.
    std::int64_t post(const ledger::Entry& entry, Instant at);

    // ---- other nodes, time, waiting callers ------------------------------------------------------

    /// Durable: the message stands or falls with this batch, and is resent until acknowledged.
    void send(const model::NodeId& peer, model::PeerBody body);

    /// The answer to a question, or null: it is on its way, return without a reply, and the handler
    /// runs again from its beginning when the answer is here. Questions change nothing anywhere.
    template <class Answer>
    [[nodiscard]] const Answer* ask(const model::NodeId& peer, model::PeerBody question) {
        if (answers_ != nullptr && next_answer_ < answers_->size()) {
            const auto* answer = std::get_if<Answer>(&(*answers_)[next_answer_++]);
            effects_.answer_unusable = effects_.answer_unusable || answer == nullptr;
            return answer;
        }
        effects_.question = Question{peer, std::move(question)};
        return nullptr;
    }

    /// `body` comes back to the handler at or soon after `due`, also across restarts.
    void at(Instant due, std::string subject, model::TimerBody body);
    void cancel(Instant due, const std::string& subject);

    /// Whoever sent the current command is answered by a later wake(), else with `if_late`.
    void await(std::string key, Problem if_late) {
        effects_.await = Await{std::move(key), std::move(if_late)};
    }
    /// Answers all who await `key`.
    void wake(std::string key, model::Reply reply) {
        effects_.wakes.push_back({std::move(key), std::move(reply)});
    }

    // ---- for the engine --------------------------------------------------------------------------

    /// Begins a command; `answers` are those its earlier runs have received.
    void begin(const std::vector<model::PeerBody>* answers) {
        answers_ = answers;
        next_answer_ = 0;
        effects_ = {};
    }
    /// The command's writes stay.
    [[nodiscard]] Effects keep();
    /// W2.
    void drop();
    [[nodiscard]] bool has_changes() const;
    [[nodiscard]] Changes changes() const;
    void committed();

  private:
    template <class T>
    [[nodiscard]] detail::WorkingTable<T>& table() {
        return std::get<detail::WorkingTable<T>>(tables_);
    }

    Store& store_;
    model::NodeId self_;
    typename detail::WorkingTablesOf<model::Records>::type tables_;
    Effects effects_;
    const std::vector<model::PeerBody>* answers_ = nullptr;
    std::size_t next_answer_ = 0;
};

}  // namespace yidi::engine
