#include "decode_as_dialog.h"

#include "../text/plain_text.h"
#include "protocol_box.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <set>

namespace tapscope {
namespace {

enum Column { Table, Key, Default, Protocol, ColumnCount };

struct KnownTable {
    const char* name;
    const char* title;
    quint32 maximum;
};
constexpr std::array knownTables = {
    KnownTable{"tcp.port", QT_TRANSLATE_NOOP("tapscope::DecodeAsDialog", "TCP port"), 0xffff},
    KnownTable{"udp.port", QT_TRANSLATE_NOOP("tapscope::DecodeAsDialog", "UDP port"), 0xffff},
    KnownTable{"ethertype", QT_TRANSLATE_NOOP("tapscope::DecodeAsDialog", "Ethertype"), 0xffff},
    KnownTable{"ip.proto", QT_TRANSLATE_NOOP("tapscope::DecodeAsDialog", "IP protocol"), 0xff},
    KnownTable{"sctp.port", QT_TRANSLATE_NOOP("tapscope::DecodeAsDialog", "SCTP port"), 0xffff},
    KnownTable{"dccp.port", QT_TRANSLATE_NOOP("tapscope::DecodeAsDialog", "DCCP port"), 0xffff}};

quint32 maximumOf(std::string_view table) {
    const auto* known =
        std::ranges::find(knownTables, table, [](const KnownTable& each) { return std::string_view(each.name); });
    return known == knownTables.end() ? 0xffffffff : known->maximum;
}

/// Other than with base 0 of toUInt(), a leading zero does not make a number octal.
std::optional<quint32> keyOf(const QString& text, quint32 maximum) {
    const QString trimmed = text.trimmed();
    const bool isHex = trimmed.startsWith(QLatin1String("0x"), Qt::CaseInsensitive);
    bool isNumber = false;
    const quint32 key = isHex ? trimmed.mid(2).toUInt(&isNumber, 16) : trimmed.toUInt(&isNumber, 10);
    return isNumber && key <= maximum ? std::optional(key) : std::nullopt;
}

QString textOfKey(const DecodeAs& key) {
    return key.table == "ethertype" ? QStringLiteral("0x%1").arg(key.key, 4, 16, QLatin1Char('0'))
                                    : QString::number(key.key);
}

QString sentenceAbout(const DecodableFrame& frame) {
    if (frame.carrier.empty())
        return DecodeAsDialog::tr("Your rules take precedence over what the decoders detect.");
    const QString carrier = plainText(frame.carrier);
    return frame.carried.empty() ? DecodeAsDialog::tr("No protocol decodes the payload of %1 in frame %L2 now.")
                                       .arg(carrier)
                                       .arg(frame.number)
                                 : DecodeAsDialog::tr("%1 decodes the payload of %2 in frame %L3 now.")
                                       .arg(plainText(frame.carried), carrier)
                                       .arg(frame.number);
}

} // namespace

DecodeAsDialog::DecodeAsDialog(const DecoderRegistry& registry, const DecodeAsList& rules, const DecodableFrame& frame,
                               QWidget* parent)
    : QDialog(parent), registry_(registry), table_(new QTableWidget(0, ColumnCount)), problem_(new QLabel) {
    setWindowTitle(tr("Decode as"));
    resize(720, 380);
    table_->setObjectName(QStringLiteral("decodeAs"));
    table_->setAccessibleName(tr("Rules"));
    table_->setHorizontalHeaderLabels({tr("Field"), tr("Value"), tr("Default"), tr("Decode as")});
    table_->horizontalHeaderItem(Default)->setToolTip(
        tr("The protocol that this value stands for without a rule. If there is none, the payload may be recognised by "
           "its content"));
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->horizontalHeader()->resizeSection(Table, 150);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    for (const DecodeAs& rule : rules)
        addRow(rule, rule.protocol);
    int first = -1; // of the frame's rows
    for (const DecodeAs& key : frame.keys) {
        const auto known = std::ranges::find_if(
            rules, [&](const DecodeAs& each) { return each.table == key.table && each.key == key.key; });
        const int row = known == rules.end() ? table_->rowCount() : static_cast<int>(known - rules.begin());
        if (known == rules.end())
            addRow(key, std::nullopt);
        if (first < 0 || known != rules.end())
            first = row;
    }
    showDefaults();
    connect(table_, &QTableWidget::itemChanged, this, [this](const QTableWidgetItem* item) {
        if (item->column() == Key)
            showDefaults();
    });
    auto* add = new QPushButton(tr("&Add a rule"));
    add->setObjectName(QStringLiteral("addRule"));
    add->setAutoDefault(false);
    auto* remove = new QPushButton(tr("&Remove"));
    remove->setObjectName(QStringLiteral("removeRule"));
    remove->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, [this] {
        addRow({"udp.port", 0, ""}, std::nullopt);
        showDefaults();
        table_->setCurrentCell(table_->rowCount() - 1, Key);
        table_->editItem(table_->item(table_->rowCount() - 1, Key));
    });
    connect(remove, &QPushButton::clicked, this, [this] { table_->removeRow(table_->currentRow()); });
    auto* row = new QHBoxLayout;
    row->addWidget(add);
    row->addWidget(remove);
    row->addStretch(1);
    problem_->setObjectName(QStringLiteral("decodeAsProblem"));
    problem_->setProperty("role", "error");
    problem_->setWordWrap(true);
    problem_->setMinimumHeight(problem_->fontMetrics().height());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this, buttons] {
        const auto made = this->rules();
        if (!made) {
            problem_->setText(made.error().text);
            table_->selectRow(made.error().row);
            return;
        }
        buttons->setEnabled(false); // a second click that waits while the capture is decoded again applies nothing
        emit applied(*made);
        accept();
    });
    auto* layout = new QVBoxLayout(this);
    auto* now = new QLabel(sentenceAbout(frame));
    now->setObjectName(QStringLiteral("decodedNow"));
    now->setWordWrap(true);
    layout->addWidget(now);
    layout->addWidget(table_, 1);
    layout->addLayout(row);
    layout->addWidget(problem_);
    layout->addWidget(buttons);
    if (table_->rowCount() > 0)
        edit(std::max(first, 0));
}

/// The user can type the protocol at once.
void DecodeAsDialog::edit(int row) {
    table_->selectRow(row);
    auto* box = qobject_cast<ProtocolBox*>(table_->cellWidget(row, Protocol));
    box->setFocus();
    box->lineEdit()->selectAll();
}

void DecodeAsDialog::addRow(const DecodeAs& key, const std::optional<std::string>& protocol) {
    const QSignalBlocker silent(table_);
    const int row = table_->rowCount();
    table_->insertRow(row);
    table_->setCellWidget(row, Table, tableBox(key.table));
    table_->setItem(row, Key, new QTableWidgetItem(textOfKey(key)));
    auto* usual = new QTableWidgetItem;
    usual->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    table_->setItem(row, Default, usual);
    auto* box = new ProtocolBox(registry_);
    box->choose(protocol);
    table_->setCellWidget(row, Protocol, box);
}

QComboBox* DecodeAsDialog::tableBox(const std::string& table) const {
    auto* box = new QComboBox;
    box->setAccessibleName(tr("Field"));
    std::set<std::string_view> others{table};
    for (ProtocolId id = 0; id < registry_.protocolCount(); ++id)
        others.insert(registry_.protocol(id).tables.begin(), registry_.protocol(id).tables.end());
    for (const KnownTable& each : knownTables) {
        if (others.erase(each.name) > 0)
            box->addItem(tr(each.title), QString::fromLatin1(each.name));
    }
    for (const std::string_view each : others)
        box->addItem(plainText(each), QString::fromUtf8(each.data(), static_cast<qsizetype>(each.size())));
    box->setCurrentIndex(box->findData(QString::fromStdString(table)));
    connect(box, &QComboBox::currentIndexChanged, this, &DecodeAsDialog::showDefaults);
    return box;
}

std::string DecodeAsDialog::tableOf(int row) const {
    return qobject_cast<const QComboBox*>(table_->cellWidget(row, Table))->currentData().toString().toStdString();
}

void DecodeAsDialog::showDefaults() {
    const QSignalBlocker silent(table_);
    for (int row = 0; row < table_->rowCount(); ++row) {
        const std::string table = tableOf(row);
        const auto key = keyOf(table_->item(row, Key)->text(), maximumOf(table));
        const ProtocolId usual = key ? registry_.lookUp(table, *key) : noProtocol;
        const auto* info = usual == noProtocol ? nullptr : &registry_.protocol(usual);
        table_->item(row, Default)
            ->setText(info == nullptr ? tr("(none)")
                                      : plainText(info->column.empty() ? info->abbreviation : info->column));
    }
    table_->viewport()->update();
}

std::expected<DecodeAsList, DecodeAsDialog::Problem> DecodeAsDialog::rules() const {
    DecodeAsList rules;
    for (int row = 0; row < table_->rowCount(); ++row) {
        const auto* box = qobject_cast<const ProtocolBox*>(table_->cellWidget(row, Protocol));
        const std::string table = tableOf(row);
        const QString typed = table_->item(row, Key)->text();
        const quint32 maximum = maximumOf(table);
        const auto key = keyOf(typed, maximum);
        if (!key)
            return std::unexpected(Problem{row, tr("\"%1\" is not a number from 0 to %2 (0x0 to 0x%3)")
                                                    .arg(plainText(typed))
                                                    .arg(maximum)
                                                    .arg(maximum, 0, 16)});
        const auto protocol = box->choice();
        if (!protocol)
            return std::unexpected(Problem{row, protocol.error()});
        if (!*protocol)
            continue;
        const bool isKnown =
            std::ranges::any_of(rules, [&](const DecodeAs& each) { return each.table == table && each.key == *key; });
        if (isKnown)
            return std::unexpected(
                Problem{row, tr("%1 %2 has two rules")
                                 .arg(qobject_cast<const QComboBox*>(table_->cellWidget(row, Table))->currentText(),
                                      plainText(typed))});
        rules.push_back({table, *key, **protocol});
    }
    return rules;
}

} // namespace tapscope
