#include "ports_dialog.h"

#include "../session/capture_session.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace tapscope {
namespace {

constexpr int updateEvery = 250; // milliseconds

enum Column { Device, State, Frames, Dropped, DroppedByDevice, Gaps, Reason, ColumnCount };

bool isNumber(int column) {
    return column >= Frames && column <= Gaps;
}

QString countText(std::uint64_t count) {
    return QLocale().toString(static_cast<qulonglong>(count));
}

} // namespace

PortsDialog::PortsDialog(const CaptureSession& session, const Theme& theme, QWidget* parent)
    : QDialog(parent), session_(session), theme_(theme), table_(new QTableWidget(0, ColumnCount)) {
    setWindowTitle(tr("Captured devices"));
    setObjectName(QStringLiteral("portsDialog"));
    resize(760, 260);
    table_->setObjectName(QStringLiteral("ports"));
    table_->setAccessibleName(tr("Captured devices"));
    table_->setHorizontalHeaderLabels(
        {tr("Device"), tr("State"), tr("Frames"), tr("Dropped"), tr("By the device"), tr("Gaps"), tr("Error")});
    table_->horizontalHeaderItem(Dropped)->setToolTip(
        tr("Frames that arrived but were not captured, because a buffer was full"));
    table_->horizontalHeaderItem(DroppedByDevice)
        ->setToolTip(tr("Frames that the device dropped on the way to its other end"));
    table_->horizontalHeaderItem(Gaps)->setToolTip(tr("How often the device vanished and came back"));
    for (int column = 0; column < ColumnCount; ++column)
        table_->horizontalHeaderItem(column)->setTextAlignment((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) |
                                                               Qt::AlignVCenter);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->verticalHeader()->hide();
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setShowGrid(false);
    auto* buttons = new QDialogButtonBox;
    connect(buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole), &QPushButton::clicked, this,
            &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addWidget(table_);
    layout->addWidget(buttons);
    connect(&session_, &CaptureSession::stateChanged, this, &PortsDialog::update);
    connect(&session_, &CaptureSession::storeChanged, this, &PortsDialog::update);
    connect(&theme_, &Theme::changed, this, &PortsDialog::update);
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &PortsDialog::update);
    timer->start(updateEvery);
    update();
    table_->resizeColumnsToContents();
}

void PortsDialog::update() {
    const auto ports = session_.portsOfCapture();
    table_->setRowCount(static_cast<int>(ports.size()));
    for (int row = 0; row < table_->rowCount(); ++row)
        showPort(row, ports[static_cast<std::size_t>(row)]);
    for (int column = 0; column < Reason; ++column) { // counts grow, and a device waits; columns never become narrower
        const QAbstractItemView& view = *table_;
        table_->setColumnWidth(column, std::max(table_->columnWidth(column), view.sizeHintForColumn(column)));
    }
}

void PortsDialog::showPort(int row, const PortStatus& port) {
    const QString state = [&] {
        switch (port.state) {
        case PortStatus::State::Opening:
            return tr("opening");
        case PortStatus::State::Waiting:
            return tr("waiting for the device");
        case PortStatus::State::Running:
            return port.facts.isAttached ? tr("attached") : tr("monitored");
        case PortStatus::State::Ended:
            break;
        }
        return tr("ended");
    }();
    const auto dropped = port.drops.system + port.drops.interface;
    setText(row, Device, plainText(fullName(port.facts)));
    setText(row, State, state, port.state == PortStatus::State::Waiting);
    setText(row, Frames, countText(port.frames));
    setText(row, Dropped, countText(dropped), dropped != 0);
    setText(row, DroppedByDevice, countText(port.drops.device), port.drops.device != 0);
    setText(row, Gaps, countText(port.gaps), port.gaps != 0);
    const QString reason = port.error ? plainText(port.error->text()) : QString();
    setText(row, Reason, reason, true);
    table_->item(row, Reason)->setToolTip(reason);
}

void PortsDialog::setText(int row, int column, const QString& text, bool isTrouble) {
    auto* item = table_->item(row, column);
    if (item == nullptr) {
        item = new QTableWidgetItem;
        item->setTextAlignment((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        if (isNumber(column))
            item->setFont(theme_.figuresFont());
        table_->setItem(row, column, item);
    }
    item->setText(text);
    item->setData(Qt::ForegroundRole, isTrouble ? QVariant(theme_.colours().warning) : QVariant());
}

} // namespace tapscope
