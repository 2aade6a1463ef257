#include "amqp_methods.h"

#include <algorithm>
#include <tuple>

namespace tapscope::amqp {
namespace {

constexpr std::array methods = {
    Method{10, 10, "Connection.Start", {VersionMajor, VersionMinor, ServerProperties, Mechanisms, Locales}},
    Method{10, 11, "Connection.Start-Ok", {ClientProperties, Mechanism, Response, Locale}},
    Method{10, 20, "Connection.Secure", {Challenge}},
    Method{10, 21, "Connection.Secure-Ok", {Response}},
    Method{10, 30, "Connection.Tune", {ChannelMax, FrameMax, HeartbeatDelay}},
    Method{10, 31, "Connection.Tune-Ok", {ChannelMax, FrameMax, HeartbeatDelay}},
    Method{10, 40, "Connection.Open", {VirtualHost, Capabilities, Insist}},
    Method{10, 41, "Connection.Open-Ok", {KnownHosts}},
    Method{10, 50, "Connection.Close", {ReplyCode, ReplyText, ClassId, MethodId}},
    Method{10, 51, "Connection.Close-Ok", {}},
    Method{10, 60, "Connection.Blocked", {Reason}},
    Method{10, 61, "Connection.Unblocked", {}},
    Method{20, 10, "Channel.Open", {OutOfBand}},
    Method{20, 11, "Channel.Open-Ok", {ChannelId}},
    Method{20, 20, "Channel.Flow", {Active}},
    Method{20, 21, "Channel.Flow-Ok", {Active}},
    Method{20, 40, "Channel.Close", {ReplyCode, ReplyText, ClassId, MethodId}},
    Method{20, 41, "Channel.Close-Ok", {}},
    Method{40,
           10,
           "Exchange.Declare",
           {Ticket, Exchange, ExchangeType, Passive, Durable, AutoDelete, Internal, NoWait, TableArguments}},
    Method{40, 11, "Exchange.Declare-Ok", {}},
    Method{40, 20, "Exchange.Delete", {Ticket, Exchange, IfUnused, NoWait}},
    Method{40, 21, "Exchange.Delete-Ok", {}},
    Method{40, 30, "Exchange.Bind", {Ticket, Destination, Source, RoutingKey, NoWait, TableArguments}},
    Method{40, 31, "Exchange.Bind-Ok", {}},
    Method{40, 40, "Exchange.Unbind", {Ticket, Destination, Source, RoutingKey, NoWait, TableArguments}},
    Method{40, 51, "Exchange.Unbind-Ok", {}},
    Method{50, 10, "Queue.Declare", {Ticket, Queue, Passive, Durable, Exclusive, AutoDelete, NoWait, TableArguments}},
    Method{50, 11, "Queue.Declare-Ok", {Queue, MessageCount, ConsumerCount}},
    Method{50, 20, "Queue.Bind", {Ticket, Queue, Exchange, RoutingKey, NoWait, TableArguments}},
    Method{50, 21, "Queue.Bind-Ok", {}},
    Method{50, 30, "Queue.Purge", {Ticket, Queue, NoWait}},
    Method{50, 31, "Queue.Purge-Ok", {MessageCount}},
    Method{50, 40, "Queue.Delete", {Ticket, Queue, IfUnused, IfEmpty, NoWait}},
    Method{50, 41, "Queue.Delete-Ok", {MessageCount}},
    Method{50, 50, "Queue.Unbind", {Ticket, Queue, Exchange, RoutingKey, TableArguments}},
    Method{50, 51, "Queue.Unbind-Ok", {}},
    Method{60, 10, "Basic.Qos", {PrefetchSize, PrefetchCount, Global}},
    Method{60, 11, "Basic.Qos-Ok", {}},
    Method{60, 20, "Basic.Consume", {Ticket, Queue, ConsumerTag, NoLocal, NoAck, Exclusive, NoWait, TableArguments}},
    Method{60, 21, "Basic.Consume-Ok", {ConsumerTag}},
    Method{60, 30, "Basic.Cancel", {ConsumerTag, NoWait}},
    Method{60, 31, "Basic.Cancel-Ok", {ConsumerTag}},
    Method{60, 40, "Basic.Publish", {Ticket, Exchange, RoutingKey, Mandatory, Immediate}},
    Method{60, 50, "Basic.Return", {ReplyCode, ReplyText, Exchange, RoutingKey}},
    Method{60, 60, "Basic.Deliver", {ConsumerTag, DeliveryTag, Redelivered, Exchange, RoutingKey}},
    Method{60, 70, "Basic.Get", {Ticket, Queue, NoAck}},
    Method{60, 71, "Basic.Get-Ok", {DeliveryTag, Redelivered, Exchange, RoutingKey, MessageCount}},
    Method{60, 72, "Basic.Get-Empty", {ClusterId}},
    Method{60, 80, "Basic.Ack", {DeliveryTag, Multiple}},
    Method{60, 90, "Basic.Reject", {DeliveryTag, Requeue}},
    Method{60, 100, "Basic.Recover-Async", {Requeue}},
    Method{60, 110, "Basic.Recover", {Requeue}},
    Method{60, 111, "Basic.Recover-Ok", {}},
    Method{60, 120, "Basic.Nack", {DeliveryTag, Multiple, Requeue}},
    Method{85, 10, "Confirm.Select", {NoWait}},
    Method{85, 11, "Confirm.Select-Ok", {}},
    Method{90, 10, "Tx.Select", {}},
    Method{90, 11, "Tx.Select-Ok", {}},
    Method{90, 20, "Tx.Commit", {}},
    Method{90, 21, "Tx.Commit-Ok", {}},
    Method{90, 30, "Tx.Rollback", {}},
    Method{90, 31, "Tx.Rollback-Ok", {}},
};

} // namespace

const Method* findMethod(std::uint16_t classId, std::uint16_t number) noexcept {
    const auto found = std::ranges::find_if(
        methods, [&](const Method& each) { return each.classId == classId && each.number == number; });
    return found == methods.end() ? nullptr : &*found;
}

} // namespace tapscope::amqp
