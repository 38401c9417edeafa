/// @file
/// A store that lives in memory and keeps exactly what was committed: the simulation's disk, and
/// the double that handlers are tested with. A crash is dropping the engine and keeping this.
///
/// Level       4, pure
/// Units       none
/// Errors      none
/// Ownership   owns its records
/// Threads     confined to one thread
/// See         tests/contract, which holds it to what SqliteStore does

#pragma once

#include <cstdint>
#include <map>

#include "engine/store.hpp"

namespace yidi::engine {

namespace detail {

/// The committed records of one type, in key order.
template <class T>
class MemoryRows {
  public:
    using Key = model::KeyOf<T>;

    [[nodiscard]] std::optional<T> load(const Key& key) const {
        const auto found = rows_.find(key);
        if (found == rows_.end()) return {};
        return found->second;
    }

    [[nodiscard]] std::vector<T> list(const Key& prefix, std::size_t columns,
                                      std::size_t limit) const {
        std::vector<T> found;
        for (auto row = rows_.lower_bound(least_with(prefix, columns));
             row != rows_.end() && found.size() < limit; ++row) {
            if (!begins_with(row->first, prefix, columns)) break;
            found.push_back(row->second);
        }
        return found;
    }

    template <class I>
    [[nodiscard]] std::vector<T> find(const model::IndexKeyOf<I>& key) const {
        std::vector<T> found;
        for (const auto& [row_key, record] : rows_) {
            if (model::index_key_of<I>(record) == key) found.push_back(record);
        }
        return found;
    }

    void apply(const std::vector<Change<T>>& changes) {
        for (const Change<T>& change : changes) {
            const auto key = model::key_of(change.record);
            // A change whose kind does not fit is the engine's defect; a database would say so too.
            YIDI_ASSERT(rows_.contains(key) == (change.kind != ChangeKind::insert));
            if (change.kind == ChangeKind::erase) {
                rows_.erase(key);
            } else {
                rows_.insert_or_assign(key, change.record);
            }
        }
    }

  private:
    static constexpr auto columns_all = std::make_index_sequence<std::tuple_size_v<Key>>{};

    static bool begins_with(const Key& key, const Key& prefix, std::size_t columns) {
        return [&]<std::size_t... at>(std::index_sequence<at...>) {
            return ((at >= columns || std::get<at>(key) == std::get<at>(prefix)) && ...);
        }(columns_all);
    }
    static Key least_with(const Key& prefix, std::size_t columns) {
        Key key{};
        [&]<std::size_t... at>(std::index_sequence<at...>) {
            ((at < columns ? void(std::get<at>(key) = std::get<at>(prefix))
                           : make_least(std::get<at>(key))),
             ...);
        }(columns_all);
        return key;
    }
    static void make_least(std::string&) {}  // The empty text is the least already.
    static void make_least(std::int64_t& value) { value = INT64_MIN; }
    static void make_least(Instant& value) { value = Instant::of_us(INT64_MIN); }

    std::map<Key, T> rows_;
};

template <class Self, class T>
struct MemoryReader : virtual TableReader<T> {
    std::optional<T> load(const model::KeyOf<T>& key) override {
        return static_cast<Self&>(*this).template rows<T>().load(key);
    }
    std::vector<T> list(const model::KeyOf<T>& prefix, std::size_t columns,
                        std::size_t limit) override {
        return static_cast<Self&>(*this).template rows<T>().list(prefix, columns, limit);
    }
};

template <class Self, class I>
struct MemoryIndexReader : virtual IndexReader<I> {
    std::vector<typename I::Record> find(const model::IndexKeyOf<I>& key) override {
        return static_cast<Self&>(*this).template rows<typename I::Record>().template find<I>(key);
    }
};

template <class Self, class Tuple>
struct MemoryReaders;
template <class Self, class... Ts>
struct MemoryReaders<Self, std::tuple<Ts...>> : MemoryReader<Self, Ts>... {
    std::tuple<MemoryRows<Ts>...> rows_of;
};
template <class Self, class Tuple>
struct MemoryIndexReaders;
template <class Self, class... Is>
struct MemoryIndexReaders<Self, std::tuple<Is...>> : MemoryIndexReader<Self, Is>... {};

}  // namespace detail

/// Tests derive from it to make a commit fail. Whatever would make a compiler build the readers of
/// every table stands in one source file, here and in those who derive: it takes long.
class MemoryStore : public Store,
                    public detail::MemoryReaders<MemoryStore, model::Records>,
                    public detail::MemoryIndexReaders<MemoryStore, Indexes> {
  public:
    MemoryStore();
    MemoryStore(const MemoryStore&) = delete;
    MemoryStore& operator=(const MemoryStore&) = delete;
    ~MemoryStore() override;
    void commit(const Changes& changes) override;

    template <class T>
    [[nodiscard]] detail::MemoryRows<T>& rows() {
        return std::get<detail::MemoryRows<T>>(rows_of);
    }
};

}  // namespace yidi::engine
