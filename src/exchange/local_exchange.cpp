#include "exchange/local_exchange.hpp"

namespace yidi::exchange {

void LocalExchange::attach(const model::NodeId& node, Receiver receiver) {
    const std::lock_guard lock{mutex_};
    receivers_[node] = std::move(receiver);
}

void LocalExchange::detach(const model::NodeId& node) {
    const std::lock_guard lock{mutex_};
    receivers_.erase(node);
}

void LocalExchange::send(engine::Frame frame) {
    const std::lock_guard lock{mutex_};
    const auto receiver = receivers_.find(frame.to);
    if (receiver != receivers_.end()) receiver->second(std::move(frame));
}

}  // namespace yidi::exchange
