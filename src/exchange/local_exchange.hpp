/// @file
/// The exchange of nodes that live in one process: a frame goes straight to its receiver's queue.
/// Transport only: what must not be lost stands in the sender's outbox until it is acknowledged.
///
/// Level       7; a lock
/// Units       none
/// Errors      a frame for a node that is not there is dropped, as a network would
/// Ownership   borrows the receivers; detach() before one of them goes
/// Threads     guarded; receivers are called on the sender's thread
/// Blocks      never

#pragma once

#include <functional>
#include <map>
#include <mutex>

#include "engine/engine.hpp"

namespace yidi::exchange {

class LocalExchange {
  public:
    using Receiver = std::function<void(engine::Frame)>;

    void attach(const model::NodeId& node, Receiver receiver);
    /// After it returns, the node's receiver is not called any more.
    void detach(const model::NodeId& node);
    void send(engine::Frame frame);

  private:
    std::mutex mutex_;
    std::map<model::NodeId, Receiver> receivers_;
};

}  // namespace yidi::exchange
