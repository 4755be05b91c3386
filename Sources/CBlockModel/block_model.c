#include "block_model.h"

static const unsigned char bytes[] = {
#embed "block.model"
};

const unsigned char *onrecord_block_model(void) { return bytes; }

size_t onrecord_block_model_length(void) { return sizeof bytes; }
