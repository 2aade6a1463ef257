#include "frame_list_model.h"

#include "../text/plain_text.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <iterator>
#include <utility>

namespace tapscope {
namespace {

constexpr int rememberedRows = 512;

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

QString arrow(Direction direction) {
    switch (direction) {
    case Direction::Inbound:
        return QStringLiteral("←");
    case Direction::Outbound:
        return QStringLiteral("→");
    case Direction::Unknown:
        break;
    }
    return {};
}

} // namespace

FrameListModel::FrameListModel(const DecoderRegistry& registry, QObject* parent)
    : QObject(parent), dissector_(registry), capture_{.store = nullptr, .registry = &registry},
      colouring_(std::make_shared<const Colouring>(ColouringRules{}, registry)),
      columns_(DissectionPlan::columns(registry)), tree_(DissectionPlan::tree(registry)), rows_(rememberedRows) {}

void FrameListModel::makePlans() {
    // Colouring rules want fields besides the columns.
    columns_ =
        DissectionPlan::fields(registry(), colouring_->fields(), DissectionPlan::Columns::Wanted, capture_.decodeAs);
    tree_ = DissectionPlan::tree(registry(), capture_.decodeAs);
    forgetRows();
}

void FrameListModel::setCapture(const ShownCapture& capture) {
    const ShownCapture before = std::exchange(capture_, capture);
    if (capture_.isDecodedAs(before)) {
        if (capture_.marked != before.marked)
            forgetRows(); // a colouring rule may ask for marks
        return;
    }
    const bool isSameStore = capture_.store == before.store;
    if (!isSameStore) {
        reader_.reset();
        if (capture_.store)
            reader_.emplace(capture_.store);
        if (shown_)
            shown_->clear();
        count_ = 0;
        references_.clear();
        provisional_ = 0;
    }
    if (capture_.registry != before.registry) {
        dissector_ = Dissector(*capture_.registry);
        colouring_ = std::make_shared<const Colouring>(ColouringRules{}, registry());
    }
    makePlans();
    if (isSameStore)
        emit decodingChanged();
    else
        emit reset();
}

void FrameListModel::forgetRows() {
    rows_.clear();
    hasProvisional_ = false;
    emit rowsChanged();
}

void FrameListModel::refreshProvisional() {
    if (hasProvisional_)
        emit rowsChanged();
    if (provisional_ != 0 && historyFor(provisional_) == capture_.joined)
        emit fieldsChanged();
}

std::shared_ptr<const History> FrameListModel::historyFor(FrameNumber number) const {
    if (capture_.joined && number <= capture_.joined->learned())
        return capture_.joined;
    return capture_.learner ? capture_.learner->history() : nullptr;
}

void FrameListModel::setColouring(std::shared_ptr<const Colouring> colouring) {
    colouring_ = std::move(colouring);
    makePlans();
}

QString FrameListModel::title(int column) {
    switch (column) {
    case Number:
        return tr("No.");
    case Time:
        return tr("Time");
    case DirectionColumn:
        return tr("Dir");
    case Source:
        return tr("Source");
    case Destination:
        return tr("Destination");
    case Protocol:
        return tr("Protocol");
    case Length:
        return tr("Length");
    case Info:
        return tr("Info");
    default:
        return {};
    }
}

QString FrameListModel::about(int column) {
    switch (column) {
    case Number:
        return tr("The frame's number in the capture");
    case Time:
        return tr("When it was captured: View, Time format says since when");
    case DirectionColumn:
        return tr("→ the host sent it out of the device; ← the host received it from the device");
    case Source:
        return tr("Who sent it: the innermost address");
    case Destination:
        return tr("To whom it was sent: the innermost address");
    case Protocol:
        return tr("The innermost protocol that was decoded");
    case Length:
        return tr("Bytes on the wire");
    case Info:
        return tr("What it says, in short");
    default:
        return {};
    }
}

void FrameListModel::setCount(quint64 count) {
    if (count == count_)
        return;
    count_ = count;
    if (!shown_)
        emit countChanged(count);
}

void FrameListModel::setShowing(Showing showing) {
    if (showing == Showing::All && !shown_)
        return;
    shown_.reset();
    if (showing == Showing::Chosen)
        shown_.emplace();
    emit reset();
    emit countChanged(count());
}

void FrameListModel::show(const std::vector<FrameNumber>& numbers) {
    if (!shown_ || numbers.empty())
        return;
    shown_->insert(shown_->end(), numbers.begin(), numbers.end());
    emit countChanged(count());
}

quint64 FrameListModel::rowOf(FrameNumber number) const {
    if (!shown_)
        return number - 1;
    return static_cast<quint64>(std::ranges::lower_bound(*shown_, number) - shown_->begin());
}

void FrameListModel::setTimeFormat(TimeFormat format) {
    timeFormat_ = format;
    forgetRows();
}

void FrameListModel::toggleTimeReference(FrameNumber number) {
    const auto place = std::ranges::lower_bound(references_, number);
    if (place != references_.end() && *place == number)
        references_.erase(place);
    else if (number != 0)
        references_.insert(place, number);
    forgetRows();
}

void FrameListModel::unsetTimeReferences() {
    references_.clear();
    forgetRows();
}

QString FrameListModel::timeText(FrameNumber number) const {
    const Timestamp time = capture_.store->entry(number).timestamp();
    if (time == noTime)
        return {};
    const auto precise = [&](Qt::TimeSpec zone) {
        const auto microseconds =
            std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
        const auto moment = QDateTime::fromMSecsSinceEpoch(microseconds / 1000, zone);
        return moment.toString(QStringLiteral("yyyy-MM-dd hh:mm:ss.")) +
               QStringLiteral("%1").arg((microseconds % 1'000'000 + 1'000'000) % 1'000'000, 6, 10, QLatin1Char('0'));
    };
    switch (timeFormat_) {
    case TimeFormat::SincePrevious:
        return text(secondsText(
            number == 1 ? std::chrono::nanoseconds(0) : time - capture_.store->entry(number - 1).timestamp(), 6));
    case TimeFormat::LocalTime:
        return precise(Qt::LocalTime);
    case TimeFormat::Utc:
        return precise(Qt::UTC);
    case TimeFormat::Epoch:
        return text(epochText(time));
    case TimeFormat::SinceFirst:
        break;
    }
    const auto behind = std::ranges::upper_bound(references_, number);
    const FrameNumber reference = behind == references_.begin() ? 1 : *std::prev(behind);
    if (reference == number && !references_.empty() && behind != references_.begin())
        return tr("*REF*");
    return text(secondsText(time - capture_.store->entry(reference).timestamp(), 6));
}

FrameListModel::Row FrameListModel::makeRow(FrameNumber number) {
    ++decodedRows_;
    Row row;
    row.texts[Number] = QLocale(QLocale::English).toString(static_cast<qulonglong>(number));
    const auto frame = reader_->read(number);
    if (number <= capture_.store->count())
        row.texts[Time] = timeText(number);
    if (!frame) {
        row.texts[Info] = plainText(frame.error().text());
        row.isDamaged = true;
        return row;
    }
    row.isProvisional = capture_.learner && number > capture_.history()->learned();
    FrameFacts facts = factsOf(*frame);
    facts.history = capture_.history();
    dissector_.dissect(*frame, columns_, rowDissection_, facts);
    row.texts[DirectionColumn] = arrow(frame->direction);
    row.texts[Source] = plainText(ColumnText(rowDissection_.sourceColumn()).view());
    row.texts[Destination] = plainText(ColumnText(rowDissection_.destinationColumn()).view());
    row.texts[Protocol] = plainText(rowDissection_.protocolColumn());
    row.texts[Length] = QString::number(frame->originalLength);
    row.texts[Info] = plainText(rowDissection_.infoColumn());
    row.isDamaged = rowDissection_.isMalformed();
    row.colouring = colouring_->match(rowDissection_, scratch_);
    return row;
}

const FrameListModel::Row& FrameListModel::row(quint64 position) {
    const FrameNumber frame = number(position);
    const Row* known = rows_.object(frame);
    if (known != nullptr && !(known->isProvisional && frame <= capture_.history()->learned()))
        return *known;
    auto* made = new Row(makeRow(frame));
    hasProvisional_ = hasProvisional_ || made->isProvisional;
    rows_.insert(frame, made);
    return *made;
}

FrameFacts FrameListModel::factsOf(const Frame& frame) const {
    const FrameStore& store = *capture_.store;
    return {.interfaceName = store.interface(frame.interfaceId).name,
            .previousTime = store.entry(frame.number == 1 ? 1 : frame.number - 1).timestamp(),
            .firstTime = store.entry(1).timestamp(),
            .marked = isMarked(frame.number)};
}

std::shared_ptr<const DissectedFrame> FrameListModel::dissect(FrameNumber number) {
    const auto frame = read(number);
    if (!frame)
        return nullptr;
    auto history = historyFor(number);
    provisional_ = history && history != capture_.joined ? number : 0;
    return std::make_shared<const DissectedFrame>(*frame, tree_, registry(), factsOf(*frame), std::move(history));
}

std::optional<Frame> FrameListModel::read(FrameNumber number) {
    if (!reader_)
        return std::nullopt;
    auto frame = reader_->read(number);
    return frame ? std::optional(*frame) : std::nullopt;
}

} // namespace tapscope
