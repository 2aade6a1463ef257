#include "decode_as_dialog.h"

#include "../text/plain_text.h"

#include <decode/dissection.h>

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

enum Column { Table, Key, Protocol, ColumnCount };

struct Choosable {
    const char* table;
    const char* title;
};
constexpr std::array tables = {Choosable{"tcp.port", "TCP port"}, Choosable{"udp.port", "UDP port"},
                               Choosable{"ethertype", "Ethertype"}, Choosable{"ip.proto", "IP protocol"}};

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

} // namespace

DecodeAsDialog::DecodeAsDialog(const DecoderRegistry& registry, const DecodeAsList& rules,
                               const DecodeAsList& suggested, QWidget* parent)
    : QDialog(parent), registry_(registry), table_(new QTableWidget(0, ColumnCount)), problem_(new QLabel) {
    setWindowTitle(tr("Decode as"));
    resize(620, 380);
    table_->setObjectName(QStringLiteral("decodeAs"));
    table_->setAccessibleName(tr("Rules"));
    table_->setHorizontalHeaderLabels({tr("Field"), tr("Value"), tr("Decode as")});
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->horizontalHeader()->resizeSection(Table, 150);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    for (const DecodeAs& rule : rules)
        addRow(rule);
    for (const DecodeAs& rule : suggested) {
        const bool isKnown = std::ranges::any_of(
            rules, [&](const DecodeAs& each) { return each.table == rule.table && each.key == rule.key; });
        if (!isKnown)
            addRow(rule);
    }
    if (table_->rowCount() > 0)
        table_->selectRow(static_cast<int>(rules.size()) < table_->rowCount() ? static_cast<int>(rules.size()) : 0);
    auto* add = new QPushButton(tr("&Add a rule"));
    add->setObjectName(QStringLiteral("addRule"));
    auto* remove = new QPushButton(tr("&Remove"));
    remove->setObjectName(QStringLiteral("removeRule"));
    connect(add, &QPushButton::clicked, this, [this] {
        addRow({"udp.port", 0, ""});
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
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        for (int i = 0; i < table_->rowCount(); ++i) {
            bool isNumber = false;
            const QString key = table_->item(i, Key)->text();
            const uint value = key.toUInt(&isNumber, 0);
            if (!isNumber || value > 0xffff) {
                problem_->setText(tr("\"%1\" is not a number from 0 to 65535 (0x0 to 0xffff)").arg(plainText(key)));
                table_->selectRow(i);
                return;
            }
        }
        emit applied(this->rules());
        accept();
    });
    auto* layout = new QVBoxLayout(this);
    auto* what = new QLabel(tr("Your rules take precedence over what the decoders detect."));
    what->setProperty("role", "muted");
    layout->addWidget(what);
    layout->addWidget(table_, 1);
    layout->addLayout(row);
    layout->addWidget(problem_);
    layout->addWidget(buttons);
}

void DecodeAsDialog::addRow(const DecodeAs& rule) {
    const int row = table_->rowCount();
    table_->insertRow(row);
    auto* carrier = new QComboBox;
    for (const Choosable& each : tables)
        carrier->addItem(tr(each.title), QString::fromLatin1(each.table));
    carrier->setCurrentIndex(std::max(0, carrier->findData(QString::fromStdString(rule.table))));
    table_->setCellWidget(row, Table, carrier);
    const bool isHex = rule.table == "ethertype";
    table_->setItem(row, Key,
                    new QTableWidgetItem(isHex ? QStringLiteral("0x%1").arg(rule.key, 4, 16, QLatin1Char('0'))
                                               : QString::number(rule.key)));
    table_->setCellWidget(row, Protocol, protocolBox(rule.protocol));
}

QComboBox* DecodeAsDialog::protocolBox(const std::string& protocol) const {
    auto* box = new QComboBox;
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setFilterMode(Qt::MatchContains);
    std::vector<std::string_view> names;
    for (ProtocolId id = 0; id < registry_.protocolCount(); ++id)
        names.push_back(registry_.protocol(id).abbreviation);
    std::ranges::sort(names);
    box->addItem(tr("(nothing: show the bytes)"), QString());
    for (const auto name : names) {
        const auto& info = registry_.protocol(registry_.findProtocol(name));
        if (!info.hooks.empty() || !info.heuristics.empty())
            box->addItem(QStringLiteral("%1 — %2").arg(plainText(name), plainText(info.title)), text(name));
    }
    box->setCurrentIndex(std::max(0, box->findData(QString::fromStdString(protocol))));
    return box;
}

DecodeAsList DecodeAsDialog::rules() const {
    DecodeAsList rules;
    for (int i = 0; i < table_->rowCount(); ++i) {
        const auto* carrier = qobject_cast<QComboBox*>(table_->cellWidget(i, Table));
        const auto* protocol = qobject_cast<QComboBox*>(table_->cellWidget(i, Protocol));
        rules.push_back({carrier->currentData().toString().toStdString(),
                         table_->item(i, Key)->text().toUInt(nullptr, 0),
                         protocol->currentData().toString().toStdString()});
    }
    return rules;
}

DecodeAsList decodableKeys(const Dissection& dissection, const DecoderRegistry& registry) {
    DecodeAsList keys;
    for (const FieldValue& value : dissection.fields()) {
        const auto& field = registry.field(value.field);
        if (field.alias == "tcp.port" || field.alias == "udp.port")
            keys.push_back({std::string(field.alias), static_cast<std::uint32_t>(value.number), ""});
    }
    // The server's port is usually the lower one.
    std::ranges::stable_sort(keys, {}, &DecodeAs::key);
    if (keys.size() > 1)
        keys.resize(1);
    if (keys.empty()) {
        for (const FieldValue& value : dissection.fields()) {
            if (registry.field(value.field).name == "eth.type")
                keys.push_back({"ethertype", static_cast<std::uint32_t>(value.number), ""});
        }
    }
    return keys;
}

} // namespace tapscope
